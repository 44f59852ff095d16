create table notes (id integer primary key autoincrement, stream text not null, sequence integer not null, at integer not null);
