-- for queries by station, or by modality, with a day; what has ended stays out of their way
alter table swf_step_station add column if not exists is_open boolean;
alter table swf_step_station add column if not exists start_date date;
update swf_step_station a set is_open = s.is_open, start_date = s.start_date
    from swf_step s where s.order_no = a.order_no and s.step_no = a.step_no;
create index if not exists swf_step_station_day on swf_step_station (is_open, station, start_date);
create index if not exists swf_step_modality_day on swf_step (is_open, modality, start_date);
create index if not exists swf_step_procedure on swf_step (procedure_id);
