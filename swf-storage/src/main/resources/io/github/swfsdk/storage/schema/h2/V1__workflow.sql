-- H2 commits after each statement: every one of them may be done already, by a start that was cut short.
-- Columns that a query narrows by hold the first 64 characters of a value; the exact comparison is made on the attributes.

-- one row per thing that only one transaction may change at a time
create table if not exists swf_lock (
    name varchar(32) primary key
);
merge into swf_lock (name) key (name) values ('workflow');

create table if not exists swf_order (
    order_no bigint generated always as identity primary key,
    order_id varchar(255) not null unique,
    version bigint not null,
    placer_number varchar(64),
    filler_number varchar(64),
    accession_number varchar(64),
    patient_id varchar(64)
);
create index if not exists swf_order_placer on swf_order (placer_number);
create index if not exists swf_order_filler on swf_order (filler_number);
create index if not exists swf_order_accession on swf_order (accession_number);
create index if not exists swf_order_patient on swf_order (patient_id);

-- place: where a worklist query looks, by day and station first (StepPlace)
create table if not exists swf_step (
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
    performed_steps varchar not null,
    attributes blob not null,
    unique (order_no, step_no),
    foreign key (order_no) references swf_order (order_no) on delete cascade
);
create index if not exists swf_step_study on swf_step (study_uid);
create index if not exists swf_step_accession on swf_step (accession_number);
create index if not exists swf_step_patient on swf_step (patient_id);
create index if not exists swf_step_procedure on swf_step (procedure_id);
-- what has ended stays out of the way of a worklist query
create index if not exists swf_step_open on swf_step (is_open, place);
create index if not exists swf_step_modality on swf_step (is_open, modality, place);
create index if not exists swf_step_station on swf_step (is_open, station, place);

-- the stations of a step after its first one
create table if not exists swf_step_other_station (
    place bigint not null,
    station varchar(64) not null,
    is_open boolean not null,
    primary key (place, station),
    foreign key (place) references swf_step (place) on delete cascade
);
create index if not exists swf_step_other_station_open on swf_step_other_station (is_open, station, place);

-- the performed steps of the workflow store
create table if not exists swf_workflow_performed_step (
    sop_instance_uid varchar(64) primary key,
    attributes blob not null
);

-- those of the performed step store, which may be used without a workflow store
create table if not exists swf_performed_step (
    sop_instance_uid varchar(64) primary key,
    attributes blob not null
);

-- lane: digest of destination and ordering key; due_at: nanoseconds since 1970
create table if not exists swf_outbox (
    entry_id bigint generated always as identity primary key,
    kind varchar(32) not null,
    destination varchar not null,
    ordering_key varchar not null,
    lane char(64) not null,
    key_digest char(64) not null,
    content blob not null,
    attempts int not null,
    last_failure varchar not null,
    due_at bigint not null,
    is_parked boolean not null
);
create index if not exists swf_outbox_lane on swf_outbox (lane, entry_id);
create index if not exists swf_outbox_key on swf_outbox (key_digest, kind);
create index if not exists swf_outbox_due on swf_outbox (is_parked, due_at);
