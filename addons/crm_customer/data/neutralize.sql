-- a copy of the database tells nobody anything
UPDATE crm_outbox_endpoint
   SET is_paused = TRUE,
       pause_reason = 'This is a copy of the database.',
       stored_url = NULL,
       stored_secret = NULL;
