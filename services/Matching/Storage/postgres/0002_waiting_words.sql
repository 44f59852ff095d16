-- Words wait in a list until there are so many kilobytes of it, and the decision that fills it enters them all: less at once.
alter index features_words set (gin_pending_list_limit = 1024);
