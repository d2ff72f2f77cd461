-- performed steps for a wrong worklist entry, and the instances that are withheld because of them
create table if not exists swf_withheld_step (
    step_uid varchar(64) primary key
);

create table if not exists swf_withheld_instance (
    instance_uid varchar(64) not null,
    step_uid varchar(64) not null references swf_withheld_step (step_uid) on delete cascade,
    primary key (instance_uid, step_uid)
);
create index if not exists swf_withheld_instance_step on swf_withheld_instance (step_uid);
