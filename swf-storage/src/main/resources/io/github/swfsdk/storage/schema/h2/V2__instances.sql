-- H2 commits after each statement: every one of them may be done already, by a start that was cut short.
-- Instances as BLOBs, in pieces of bounded size. Content counts only if an instance names it; stored_at: microseconds.
create table if not exists swf_blob_instance (
    sop_instance_uid varchar(64) primary key,
    sop_class_uid varchar(64) not null,
    transfer_syntax_uid varchar(64) not null,
    study_uid varchar(64) not null,
    series_uid varchar(64) not null,
    content_size bigint not null,
    sha256 char(64) not null,
    stored_at bigint not null,
    content_id char(36) not null unique
);

create table if not exists swf_blob_piece (
    content_id char(36) not null,
    piece_no int not null,
    content blob not null,
    primary key (content_id, piece_no)
);

-- content being written, and when it last grew (milliseconds)
create table if not exists swf_blob_upload (
    content_id char(36) primary key,
    touched_at bigint not null
);

-- Instances in chunks, which are kept elsewhere under their digest; here is which chunks make up which content.
create table if not exists swf_chunked_instance (
    sop_instance_uid varchar(64) primary key,
    sop_class_uid varchar(64) not null,
    transfer_syntax_uid varchar(64) not null,
    study_uid varchar(64) not null,
    series_uid varchar(64) not null,
    content_size bigint not null,
    sha256 char(64) not null,
    stored_at bigint not null,
    content_id char(36) not null unique
);

create table if not exists swf_chunk (
    digest char(64) primary key
);

create table if not exists swf_chunk_ref (
    content_id char(36) not null,
    chunk_no int not null,
    digest char(64) not null references swf_chunk (digest),
    primary key (content_id, chunk_no)
);
create index if not exists swf_chunk_ref_digest on swf_chunk_ref (digest);

create table if not exists swf_chunk_upload (
    content_id char(36) primary key,
    touched_at bigint not null
);
