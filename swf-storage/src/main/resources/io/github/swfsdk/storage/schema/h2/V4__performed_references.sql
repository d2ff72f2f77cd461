-- the scheduled steps that performed steps of the workflow store name, or were linked to by an operator;
-- without step ID: the study of an unscheduled one
create table if not exists swf_performed_reference (
    reference_no bigint generated always as identity primary key,
    performed_uid varchar(64) not null,
    is_link boolean not null,
    study_uid varchar(64),
    accession_number varchar(64),
    procedure_id varchar(64),
    step_id varchar(64)
);
create index if not exists swf_performed_reference_uid on swf_performed_reference (performed_uid);
create index if not exists swf_performed_reference_study on swf_performed_reference (step_id, study_uid);
create index if not exists swf_performed_reference_of_study on swf_performed_reference (study_uid);
create index if not exists swf_performed_reference_accession on swf_performed_reference (step_id, accession_number);

-- the performed steps of the workflow store that are in progress; started_at: in the modality's local time
create table if not exists swf_performed_running (
    performed_uid varchar(64) primary key,
    started_at timestamp not null
);
create index if not exists swf_performed_running_start on swf_performed_running (started_at);
