-- Columns that a query narrows by hold the first 64 characters of a value; the exact comparison is made on the attributes.

-- one row per thing that only one transaction may change at a time
create table swf_lock (
    name varchar(32) primary key
);
insert into swf_lock (name) values ('workflow');

create table swf_order (
    order_no bigint generated always as identity primary key,
    order_id varchar(255) not null unique,
    version bigint not null,
    placer_number varchar(64),
    filler_number varchar(64),
    accession_number varchar(64),
    patient_id varchar(64)
);
create index swf_order_placer on swf_order (placer_number);
create index swf_order_filler on swf_order (filler_number);
create index swf_order_accession on swf_order (accession_number);
create index swf_order_patient on swf_order (patient_id);

-- place: where a worklist query looks, by day and station first (StepPlace)
create table swf_step (
    place bigint primary key,
    order_no bigint not null,
    step_no int not null,
    status varchar(16) not null,
    is_withdrawn boolean not null,
    is_open boolean not null,
    step_id varchar(64),
    study_uid varchar(64),
    accession_number varchar(64),
    procedure_id varchar(64),
    patient_id varchar(64),
    modality varchar(64),
    station varchar(64),
    performed_steps text not null,
    attributes bytea not null,
    unique (order_no, step_no),
    foreign key (order_no) references swf_order (order_no) on delete cascade
);
create index swf_step_study on swf_step (study_uid);
create index swf_step_accession on swf_step (accession_number);
create index swf_step_patient on swf_step (patient_id);
create index swf_step_procedure on swf_step (procedure_id);
-- what has ended stays out of the way of a worklist query
create index swf_step_open on swf_step (is_open, place);
create index swf_step_modality on swf_step (is_open, modality, place);
create index swf_step_station on swf_step (is_open, station, place);

-- the stations of a step after its first one
create table swf_step_other_station (
    place bigint not null,
    station varchar(64) not null,
    is_open boolean not null,
    primary key (place, station),
    foreign key (place) references swf_step (place) on delete cascade
);
create index swf_step_other_station_open on swf_step_other_station (is_open, station, place);

-- the performed steps of the workflow store
create table swf_workflow_performed_step (
    sop_instance_uid varchar(64) primary key,
    attributes bytea not null
);

-- those of the performed step store, which may be used without a workflow store
create table swf_performed_step (
    sop_instance_uid varchar(64) primary key,
    attributes bytea not null
);

-- lane: digest of destination and ordering key; due_at: nanoseconds since 1970
create table swf_outbox (
    entry_id bigint generated always as identity primary key,
    kind varchar(32) not null,
    destination text not null,
    ordering_key text not null,
    lane char(64) not null,
    key_digest char(64) not null,
    content bytea not null,
    attempts int not null,
    last_failure text not null,
    due_at bigint not null,
    is_parked boolean not null
);
create index swf_outbox_lane on swf_outbox (lane, entry_id);
create index swf_outbox_key on swf_outbox (key_digest, kind);
create index swf_outbox_due on swf_outbox (is_parked, due_at);
