//! The tables, as diesel sees them on both engines (`migrations/` is their source).

diesel::table! {
    instance (id) {
        id -> BigInt,
        name -> Text,
        contact_email -> Text,
        legal_source -> Text,
        legal_html -> Text,
        accessibility_source -> Text,
        accessibility_html -> Text,
        demo -> Bool,
        created_at -> Timestamp,
        set_up_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    first_visits (token_hash) {
        token_hash -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    establishments (id) {
        id -> BigInt,
        name -> Text,
        kind -> Text,
        town -> Text,
        region -> Text,
        folded -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    members (id) {
        id -> BigInt,
        email -> Text,
        email_key -> Text,
        given_name -> Text,
        family_name -> Text,
        folded -> Text,
        establishment_id -> Nullable<BigInt>,
        profession -> Text,
        region -> Text,
        time_zone -> Text,
        language -> Text,
        presentation -> Text,
        available -> Bool,
        available_for -> Text,
        state -> Text,
        admin -> Bool,
        password_hash -> Nullable<Text>,
        created_at -> Timestamp,
        joined_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    expertises (member_id, folded) {
        member_id -> BigInt,
        folded -> Text,
        label -> Text,
    }
}

diesel::table! {
    member_pictures (member_id) {
        member_id -> BigInt,
        fingerprint -> Text,
        bytes -> Binary,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        token_hash -> Text,
        member_id -> BigInt,
        personal -> Bool,
        device -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        authenticated_at -> Timestamp,
    }
}

diesel::table! {
    throttles (subject) {
        subject -> Text,
        failures -> Integer,
        since -> Timestamp,
        last_at -> Timestamp,
    }
}

diesel::table! {
    buckets (subject) {
        subject -> Text,
        spent -> Integer,
        window_ends_at -> Timestamp,
    }
}

diesel::table! {
    password_resets (token_hash) {
        token_hash -> Text,
        member_id -> BigInt,
        email_key -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    email_changes (token_hash) {
        token_hash -> Text,
        member_id -> BigInt,
        email -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    charters (id) {
        id -> BigInt,
        version -> Integer,
        source -> Text,
        html -> Text,
        published_at -> Timestamp,
        published_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    charter_acceptances (member_id, charter_id) {
        member_id -> BigInt,
        charter_id -> BigInt,
        accepted_at -> Timestamp,
    }
}

diesel::table! {
    themes (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        presentation -> Text,
        join_policy -> Text,
        target_community -> Integer,
        target_peer -> Integer,
        target_expert -> Integer,
        position -> Integer,
        created_at -> Timestamp,
        archived_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    subtopics (id) {
        id -> BigInt,
        theme_id -> BigInt,
        slug -> Text,
        name -> Text,
        position -> Integer,
        created_at -> Timestamp,
        archived_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    animators (theme_id, member_id) {
        theme_id -> BigInt,
        member_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    animator_decisions (id) {
        id -> BigInt,
        theme_id -> BigInt,
        member_id -> BigInt,
        named -> Bool,
        reason -> Text,
        decided_by -> BigInt,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    memberships (member_id, theme_id) {
        member_id -> BigInt,
        theme_id -> BigInt,
        circle -> Text,
        state -> Text,
        since -> Timestamp,
        until -> Nullable<Timestamp>,
        suspended_until -> Nullable<Timestamp>,
        invited_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    circle_moves (id) {
        id -> BigInt,
        member_id -> BigInt,
        theme_id -> BigInt,
        from_circle -> Nullable<Text>,
        to_circle -> Nullable<Text>,
        reason -> Text,
        decided_by -> Nullable<BigInt>,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        token_hash -> Nullable<Text>,
        email -> Text,
        email_key -> Text,
        member_id -> Nullable<BigInt>,
        theme_id -> Nullable<BigInt>,
        circle -> Nullable<Text>,
        region -> Nullable<Text>,
        origin -> Text,
        message -> Text,
        invited_by -> Nullable<BigInt>,
        state -> Text,
        created_at -> Timestamp,
        sent_at -> Timestamp,
        expires_at -> Timestamp,
        reminded_at -> Nullable<Timestamp>,
        accepted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    join_requests (id) {
        id -> BigInt,
        theme_id -> BigInt,
        member_id -> Nullable<BigInt>,
        email -> Text,
        email_key -> Text,
        given_name -> Text,
        family_name -> Text,
        establishment -> Text,
        profession -> Text,
        region -> Text,
        motivation -> Text,
        state -> Text,
        created_at -> Timestamp,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        reason -> Text,
    }
}

diesel::table! {
    import_drafts (id) {
        id -> BigInt,
        member_id -> BigInt,
        file_name -> Text,
        content -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    threads (id) {
        id -> BigInt,
        theme_id -> BigInt,
        subtopic_id -> Nullable<BigInt>,
        kind -> Text,
        audience -> Text,
        title -> Text,
        author_id -> BigInt,
        created_at -> Timestamp,
        posts_count -> Integer,
        answers_gone -> Integer,
        last_post_id -> BigInt,
        last_post_at -> Timestamp,
        last_author_id -> BigInt,
        solution_id -> Nullable<BigInt>,
        removed_at -> Nullable<Timestamp>,
        removed_by -> Nullable<BigInt>,
        removed_reason -> Nullable<Text>,
        no_answer_at -> Nullable<Timestamp>,
        no_answer_by -> Nullable<BigInt>,
        no_answer_reason -> Nullable<Text>,
        solution_locked_at -> Nullable<Timestamp>,
        hidden_title -> Nullable<Text>,
    }
}

diesel::table! {
    thread_parties (thread_id, member_id) {
        thread_id -> BigInt,
        member_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    posts (id) {
        id -> BigInt,
        thread_id -> BigInt,
        number -> Integer,
        author_id -> BigInt,
        source -> Text,
        html -> Text,
        renderer -> Integer,
        created_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        removed_at -> Nullable<Timestamp>,
        removed_by -> Nullable<BigInt>,
        removed_reason -> Nullable<Text>,
        sealed -> Bool,
    }
}

diesel::table! {
    post_revisions (id) {
        id -> BigInt,
        post_id -> BigInt,
        source -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
    }
}

diesel::table! {
    readings (member_id, thread_id) {
        member_id -> BigInt,
        thread_id -> BigInt,
        last_number -> Integer,
        read_at -> Timestamp,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        class -> Text,
        dedup_key -> Text,
        member_id -> Nullable<BigInt>,
        payload -> Text,
        not_before -> Timestamp,
        state -> Text,
        attempt -> Integer,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        fence -> Integer,
        smtp_started_at -> Nullable<Timestamp>,
        smtp_code -> Nullable<Integer>,
        message_id -> Nullable<Text>,
        rendered -> Nullable<Binary>,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
        copies -> Integer,
        trouble -> Nullable<Text>,
    }
}

diesel::table! {
    form_keys (member_id, form_key) {
        member_id -> BigInt,
        form_key -> Text,
        address -> Text,
        used_at -> Timestamp,
    }
}

diesel::table! {
    journal (id) {
        id -> BigInt,
        happened_at -> Timestamp,
        actor_id -> Nullable<BigInt>,
        act -> Text,
        theme_id -> Nullable<BigInt>,
        subject -> Text,
        subject_id -> BigInt,
        detail -> Text,
        number -> Nullable<BigInt>,
        seal -> Nullable<Text>,
    }
}

diesel::table! {
    job_runs (name) {
        name -> Text,
        due_at -> Timestamp,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        last_done_at -> Nullable<Timestamp>,
        last_count -> BigInt,
    }
}

diesel::table! {
    search_documents (post_id) {
        post_id -> BigInt,
        words -> Text,
        counted -> Bool,
    }
}

diesel::table! {
    search_titles (thread_id) {
        thread_id -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    search_terms (term, theme_id, audience) {
        term -> Text,
        theme_id -> BigInt,
        audience -> Text,
        posts -> BigInt,
        form -> Text,
    }
}

diesel::table! {
    search_state (id) {
        id -> BigInt,
        version -> Integer,
        done_up_to -> BigInt,
        complete -> Bool,
    }
}

// FTS5 on SQLite; on PostgreSQL `words` is a tsvector, written by a cast and never read.
diesel::table! {
    search_index (rowid) {
        rowid -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    watches (member_id, place, place_id) {
        member_id -> BigInt,
        place -> Text,
        place_id -> BigInt,
        level -> Text,
        since -> Timestamp,
    }
}
diesel::table! {
    post_calls (post_id, kind, member_id) {
        post_id -> BigInt,
        kind -> Text,
        member_id -> BigInt,
    }
}
diesel::table! {
    posts_to_tell (post_id, what) {
        post_id -> BigInt,
        what -> Text,
        actor_id -> BigInt,
    }
}
diesel::table! {
    notices (id) {
        id -> BigInt,
        member_id -> BigInt,
        kind -> Text,
        about -> Text,
        subject_id -> BigInt,
        theme_id -> Nullable<BigInt>,
        thread_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
        number -> Integer,
        actor_id -> Nullable<BigInt>,
        mail -> Text,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}
diesel::table! {
    feed_generations (member_id) {
        member_id -> BigInt,
        generation -> Integer,
    }
}
diesel::table! {
    notice_channels (member_id, kind) {
        member_id -> BigInt,
        kind -> Text,
        channel -> Text,
    }
}

diesel::table! {
    drafts (id) {
        id -> BigInt,
        member_id -> BigInt,
        place -> Text,
        thread_id -> Nullable<BigInt>,
        content -> Text,
        updated_at -> Timestamp,
        discarded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    post_marks (post_id, kind, member_id) {
        post_id -> BigInt,
        kind -> Text,
        member_id -> BigInt,
        note -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    bookmarks (id) {
        id -> BigInt,
        member_id -> BigInt,
        thread_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
        note -> Text,
        remind_at -> Nullable<Timestamp>,
        due_at -> Nullable<Timestamp>,
        created_at -> Timestamp,

    }
}

diesel::table! {
    decisions (id) {
        id -> BigInt,
        theme_id -> Nullable<BigInt>,
        thread_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
        revision_id -> Nullable<BigInt>,
        kind -> Text,
        member_id -> Nullable<BigInt>,
        actor_id -> BigInt,
        reason -> Text,
        undoes_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    flags (id) {
        id -> BigInt,
        post_id -> BigInt,
        member_id -> BigInt,
        reason -> Text,
        line -> Text,
        created_at -> Timestamp,
        outcome -> Nullable<Text>,
        decision_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    hidden_revisions (revision_id) {
        revision_id -> BigInt,
        hidden_by -> BigInt,
        reason -> Text,
        hidden_at -> Timestamp,
    }
}

diesel::table! {
    closures (thread_id) {
        thread_id -> BigInt,
        closed_by -> BigInt,
        reason -> Text,
        closed_at -> Timestamp,
    }
}

diesel::table! {
    pins (theme_id, place) {
        theme_id -> BigInt,
        place -> Integer,
        thread_id -> BigInt,
        pinned_at -> Timestamp,
        until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    files (id) {
        id -> BigInt,
        object -> Text,
        uploader_id -> BigInt,
        name -> Text,
        kind -> Text,
        size -> BigInt,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        created_at -> Timestamp,
        attached_at -> Nullable<Timestamp>,
        unused_since -> Nullable<Timestamp>,
    }
}

diesel::table! {
    post_files (post_id, file_id) {
        post_id -> BigInt,
        file_id -> BigInt,
        place -> Integer,
    }
}

diesel::table! {
    draft_files (draft_id, file_id) {
        draft_id -> BigInt,
        file_id -> BigInt,
    }
}

diesel::table! {
    conversation_refusals (member_id) {
        member_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    conversation_blocks (member_id, blocked_id) {
        member_id -> BigInt,
        blocked_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    digest_settings (member_id) {
        member_id -> BigInt,
        frequency -> Text,
        weekday -> Integer,
        hour -> Integer,
        title_only -> Bool,
        next_due_at -> Nullable<Timestamp>,
        covered_until -> Nullable<Timestamp>,
        answered_at -> Nullable<Timestamp>,
        generation -> Integer,
    }
}

diesel::table! {
    digest_themes_left_out (member_id, theme_id) {
        member_id -> BigInt,
        theme_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    notice_themes_left_out (member_id, theme_id) {
        member_id -> BigInt,
        theme_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    digests (id) {
        id -> BigInt,
        member_id -> BigInt,
        period_start -> Timestamp,
        closed_at -> Timestamp,
        state -> Text,
        rest -> Text,
        visited_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    digest_items (digest_id, section, place) {
        digest_id -> BigInt,
        section -> Text,
        place -> Integer,
        reason -> Text,
        theme_id -> Nullable<BigInt>,
        thread_id -> Nullable<BigInt>,
        subject_id -> BigInt,
        last_post_id -> BigInt,
    }
}

diesel::table! {
    incoming_mails (id) {
        id -> BigInt,
        once -> Text,
        envelope_from -> Nullable<Text>,
        envelope_to -> Text,
        size -> BigInt,
        raw -> Nullable<Binary>,
        state -> Text,
        kind -> Nullable<Text>,
        reason -> Nullable<Text>,
        member_id -> Nullable<BigInt>,
        sender -> Text,
        subject -> Text,
        said -> Nullable<Text>,
        attempt -> Integer,
        not_before -> Timestamp,
        received_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    mail_bounces (mail_id) {
        mail_id -> BigInt,
        member_id -> BigInt,
        kind -> Text,
        status -> Nullable<Text>,
        noted_at -> Timestamp,
    }
}

diesel::table! {
    mail_standings (member_id) {
        member_id -> BigInt,
        soft -> Integer,
        first_soft_at -> Nullable<Timestamp>,
        last_soft_at -> Nullable<Timestamp>,
        stopped_at -> Nullable<Timestamp>,
        confirmed_at -> Nullable<Timestamp>,
        cause -> Nullable<Text>,
    }
}

diesel::table! {
    announcements (id) {
        id -> BigInt,
        theme_id -> BigInt,
        author_id -> BigInt,
        audience -> Text,
        title -> Text,
        body -> Text,
        state -> Text,
        version -> Integer,
        scheduled_at -> Nullable<Timestamp>,
        thread_id -> Nullable<BigInt>,
        sent_at -> Nullable<Timestamp>,
        recipients -> Integer,
        first_mail -> BigInt,
        last_mail -> BigInt,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    points_durs (id) {
        id -> BigInt,
        state -> Text,
        version -> Integer,
        since -> Timestamp,
        reported_at -> Timestamp,
        severity -> Nullable<Text>,
        reporter_id -> BigInt,
        anonymous -> Bool,
        known_to_lead -> Bool,
        lead_id -> Nullable<BigInt>,
        duplicate_of -> Nullable<BigInt>,
        resumes -> Nullable<Text>,
        confirmed -> Nullable<Bool>,
        reminded -> Integer,
        reminded_at -> Nullable<Timestamp>,
        room_id -> Nullable<BigInt>,
        begun -> Text,
        tried -> Text,
        impacts -> Text,
        reach -> Nullable<Text>,
        establishment_id -> Nullable<BigInt>,
        size -> Text,
        tools -> Text,
        region -> Text,
    }
}

diesel::table! {
    point_dur_steps (id) {
        id -> BigInt,
        point_dur_id -> BigInt,
        version -> Integer,
        edge -> Text,
        from_state -> Nullable<Text>,
        to_state -> Text,
        actor_id -> Nullable<BigInt>,
        happened_at -> Timestamp,
        reason -> Text,
        object_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    point_dur_followers (point_dur_id, member_id) {
        point_dur_id -> BigInt,
        member_id -> BigInt,
        context -> Text,
        since -> Timestamp,
        came_from -> Nullable<BigInt>,
    }
}

diesel::table! {
    anonymous_posts (post_id) {
        post_id -> BigInt,
        member_id -> BigInt,
    }
}

diesel::table! {
    point_dur_calls (point_dur_id, expert_id) {
        point_dur_id -> BigInt,
        expert_id -> BigInt,
        called_by -> Nullable<BigInt>,
        called_at -> Timestamp,
        answer -> Nullable<Text>,
        reason -> Text,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    point_dur_asks (point_dur_id) {
        point_dur_id -> BigInt,
        asked_at -> Timestamp,
    }
}

diesel::table! {
    point_dur_helpers (point_dur_id, member_id) {
        point_dur_id -> BigInt,
        member_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    absences (id) {
        id -> BigInt,
        member_id -> BigInt,
        first_day -> Text,
        last_day -> Text,
        deputy_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    member_departments (member_id) {
        member_id -> BigInt,
        department -> Text,
    }
}

diesel::table! {
    solved_counts (year, theme_id, audience, figure, place) {
        year -> Integer,
        theme_id -> BigInt,
        audience -> Text,
        figure -> Text,
        place -> Integer,
        solved -> Integer,
        confirmed -> Integer,
    }
}

diesel::table! {
    solved_years (year) {
        year -> Integer,
        counted_at -> Timestamp,
    }
}

diesel::table! {
    point_dur_tasks (id) {
        id -> BigInt,
        point_dur_id -> BigInt,
        title -> Text,
        member_id -> BigInt,
        due_day -> Nullable<Text>,
        made_by -> BigInt,
        made_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
        done_by -> Nullable<BigInt>,
        reminded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    point_dur_attempts (id) {
        id -> BigInt,
        point_dur_id -> BigInt,
        member_id -> BigInt,
        establishment_id -> Nullable<BigInt>,
        verdict -> Text,
        context -> Text,
        tried_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    saved_views (id) {
        id -> BigInt,
        member_id -> BigInt,
        name -> Text,
        query -> Text,
    }
}

diesel::table! {
    bodies (id) {
        id -> BigInt,
        name -> Text,
        kind -> Text,
        region -> Text,
        contact -> Text,
        email -> Text,
        answers_on -> Text,
        delay_days -> Integer,
        archived_at -> Nullable<Timestamp>,
        refused_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    referrals (id) {
        id -> BigInt,
        point_dur_id -> BigInt,
        body_id -> BigInt,
        sent_by -> BigInt,
        sent_at -> Timestamp,
        question -> Text,
        context -> Text,
        attempts -> Text,
        hoped_for -> Text,
        due_at -> Timestamp,
        generation -> Integer,
        acknowledged_at -> Nullable<Timestamp>,
        answered_at -> Nullable<Timestamp>,
        answer -> Nullable<Text>,
        answered_through -> Nullable<Text>,
        entered_by -> Nullable<BigInt>,
        chased -> Integer,
        chased_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        refused_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sheets (id) {
        id -> BigInt,
        theme_id -> BigInt,
        subtopic_id -> Nullable<BigInt>,
        point_dur_id -> Nullable<BigInt>,
        thread_id -> Nullable<BigInt>,
        title -> Text,
        audience -> Text,
        state -> Text,
        version -> Integer,
        owner_id -> BigInt,
        edition -> Integer,
        published_at -> Nullable<Timestamp>,
        revised_at -> Nullable<Timestamp>,
        review_day -> Nullable<Text>,
        reviewed_by -> Nullable<BigInt>,
        reviewed_at -> Nullable<Timestamp>,
        trial_waived_by -> Nullable<BigInt>,
        trial_waived_reason -> Nullable<Text>,
        products_reason -> Nullable<Text>,
        products_read_by -> Nullable<BigInt>,
        withdrawn_at -> Nullable<Timestamp>,
        withdrawn_reason -> Nullable<Text>,
        replaced_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sheet_texts (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        version -> Integer,
        edition -> Nullable<Integer>,
        written_by -> BigInt,
        written_at -> Timestamp,
        note -> Text,
        difficulty -> Text,
        context -> Text,
        solution -> Text,
        steps -> Text,
        conditions -> Text,
        limits -> Text,
        contacts -> Text,
    }
}

diesel::table! {
    sheet_authors (sheet_id, member_id) {
        sheet_id -> BigInt,
        member_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    sheet_trials (sheet_id, member_id) {
        sheet_id -> BigInt,
        member_id -> BigInt,
        establishment_id -> Nullable<BigInt>,
        asked_by -> BigInt,
        asked_at -> Timestamp,
        verdict -> Nullable<Text>,
        stumbles -> Text,
        edition_tried -> Nullable<Integer>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sheet_feedback (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        edition -> Integer,
        kind -> Text,
        body -> Text,
        member_id -> Nullable<BigInt>,
        signed -> Text,
        said_at -> Timestamp,
        state -> Text,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        reason -> Text,
    }
}

diesel::table! {
    sheet_spreads (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        member_id -> BigInt,
        region -> Text,
        place -> Text,
        spread_at -> Timestamp,
    }
}

diesel::table! {
    sheet_applications (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        member_id -> BigInt,
        establishment_id -> Nullable<BigInt>,
        said_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sheet_follow_ups (application_id, months) {
        application_id -> BigInt,
        months -> Integer,
        due_at -> Timestamp,
        asked_at -> Nullable<Timestamp>,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sealed_titles (thread_id) {
        thread_id -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    sanctions (decision_id) {
        decision_id -> BigInt,
        member_id -> BigInt,
        theme_id -> Nullable<BigInt>,
        kind -> Text,
        since -> Timestamp,
        until -> Nullable<Timestamp>,
        posts_left -> Nullable<Integer>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    appeals (id) {
        id -> BigInt,
        decision_id -> BigInt,
        member_id -> BigInt,
        text -> Text,
        created_at -> Timestamp,
        outcome -> Nullable<Text>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    decision_templates (id) {
        id -> BigInt,
        theme_id -> Nullable<BigInt>,
        title -> Text,
        body -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
    }
}

diesel::table! {
    thread_references (thread_id) {
        thread_id -> BigInt,
        marked_by -> BigInt,
        marked_at -> Timestamp,
    }
}

diesel::table! {
    merged_threads (thread_id) {
        thread_id -> BigInt,
        into_id -> BigInt,
        merged_at -> Timestamp,
    }
}

diesel::table! {
    audience_asks (thread_id) {
        thread_id -> BigInt,
        audience -> Text,
        asked_by -> BigInt,
        reason -> Text,
        asked_at -> Timestamp,
    }
}

diesel::table! {
    console_settings (id) {
        id -> Integer,
        age_hours -> Integer,
        claim_minutes -> Integer,
    }
}

diesel::table! {
    displacements (decision_id) {
        decision_id -> BigInt,
        from_id -> BigInt,
        to_id -> BigInt,
        undone_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    displaced_posts (decision_id, post_id) {
        decision_id -> BigInt,
        post_id -> BigInt,
        number -> Integer,
    }
}

diesel::table! {
    audience_voices (thread_id, member_id) {
        thread_id -> BigInt,
        member_id -> BigInt,
        agreed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    holding_rules (theme_id) {
        theme_id -> BigInt,
        first_posts -> Integer,
        links -> Bool,
        words -> Text,
    }
}

diesel::table! {
    held_posts (id) {
        id -> BigInt,
        theme_id -> BigInt,
        thread_id -> Nullable<BigInt>,
        author_id -> BigInt,
        subtopic_id -> Nullable<BigInt>,
        kind -> Nullable<Text>,
        audience -> Nullable<Text>,
        title -> Text,
        source -> Text,
        answered_for -> Bool,
        why -> Text,
        created_at -> Timestamp,
        outcome -> Nullable<Text>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        decision_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    held_files (held_id, file_id) {
        held_id -> BigInt,
        file_id -> BigInt,
        place -> Integer,
    }
}

diesel::table! {
    patient_hits (id) {
        id -> BigInt,
        theme_id -> BigInt,
        post_id -> BigInt,
        file_id -> BigInt,
        kind -> Text,
        created_at -> Timestamp,
        outcome -> Nullable<Text>,
        decision_id -> Nullable<BigInt>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    examined_files (file_id) {
        file_id -> BigInt,
        examined_at -> Timestamp,
        readable -> Bool,
    }
}

diesel::table! {
    console_claims (kind, subject, place) {
        kind -> Text,
        subject -> BigInt,
        place -> BigInt,
        member_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    console_rounds (id) {
        id -> BigInt,
        member_id -> BigInt,
        kind -> Text,
        gesture -> Text,
        reason -> Text,
        done_at -> Timestamp,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    console_round_cases (round_id, position) {
        round_id -> BigInt,
        position -> Integer,
        subject -> BigInt,
        place -> BigInt,
        refused -> Nullable<Text>,
    }
}

diesel::table! {
    console_duties (theme_id, week, member_id) {
        theme_id -> BigInt,
        week -> Text,
        member_id -> BigInt,
        named_by -> BigInt,
    }
}

diesel::joinable!(console_claims -> members (member_id));
diesel::joinable!(posts -> threads (thread_id));
diesel::joinable!(posts -> members (author_id));
diesel::joinable!(post_revisions -> posts (post_id));
diesel::joinable!(threads -> themes (theme_id));
diesel::joinable!(posts_to_tell -> posts (post_id));
diesel::joinable!(notices -> threads (thread_id));
diesel::joinable!(threads -> subtopics (subtopic_id));
diesel::joinable!(readings -> threads (thread_id));
diesel::joinable!(search_documents -> posts (post_id));
diesel::joinable!(thread_parties -> threads (thread_id));
diesel::joinable!(sessions -> members (member_id));
diesel::joinable!(password_resets -> members (member_id));
diesel::joinable!(email_changes -> members (member_id));
diesel::joinable!(charter_acceptances -> charters (charter_id));
diesel::joinable!(memberships -> themes (theme_id));
diesel::joinable!(memberships -> members (member_id));
diesel::joinable!(animators -> members (member_id));
diesel::joinable!(animators -> themes (theme_id));
diesel::joinable!(animator_decisions -> members (member_id));
diesel::joinable!(animator_decisions -> themes (theme_id));
diesel::joinable!(members -> establishments (establishment_id));
diesel::joinable!(expertises -> members (member_id));
diesel::joinable!(invitations -> themes (theme_id));
diesel::joinable!(join_requests -> themes (theme_id));
diesel::joinable!(circle_moves -> themes (theme_id));
diesel::joinable!(subtopics -> themes (theme_id));
diesel::joinable!(post_marks -> posts (post_id));
diesel::joinable!(bookmarks -> posts (post_id));
diesel::joinable!(decisions -> themes (theme_id));
diesel::joinable!(decisions -> threads (thread_id));
diesel::joinable!(flags -> posts (post_id));
diesel::joinable!(flags -> members (member_id));
diesel::joinable!(flags -> decisions (decision_id));
diesel::joinable!(hidden_revisions -> post_revisions (revision_id));
diesel::joinable!(post_files -> posts (post_id));
diesel::joinable!(post_files -> files (file_id));
diesel::joinable!(draft_files -> files (file_id));
diesel::table! {
    mail_relay (id) {
        id -> Integer,
        failures -> Integer,
        probe_at -> Timestamp,
    }
}

diesel::table! {
    mail_pace (domain) {
        domain -> Text,
        since -> Timestamp,
        sent -> BigInt,
    }
}

diesel::table! {
    mail_decisions (id) {
        id -> BigInt,
        mail_id -> BigInt,
        kind -> Text,
        decided_by -> BigInt,
        decided_at -> Timestamp,
        reason -> Text,
    }
}

diesel::joinable!(digest_settings -> members (member_id));
diesel::joinable!(digest_items -> digests (digest_id));
diesel::joinable!(notice_themes_left_out -> themes (theme_id));
diesel::joinable!(mail_standings -> members (member_id));
diesel::joinable!(points_durs -> threads (id));
diesel::joinable!(point_dur_steps -> points_durs (point_dur_id));
diesel::joinable!(point_dur_followers -> points_durs (point_dur_id));
diesel::joinable!(point_dur_followers -> members (member_id));
diesel::joinable!(point_dur_calls -> points_durs (point_dur_id));
diesel::joinable!(point_dur_calls -> members (expert_id));
diesel::joinable!(point_dur_asks -> points_durs (point_dur_id));
diesel::joinable!(point_dur_helpers -> points_durs (point_dur_id));
diesel::joinable!(point_dur_helpers -> members (member_id));
diesel::joinable!(point_dur_tasks -> points_durs (point_dur_id));
diesel::joinable!(point_dur_attempts -> points_durs (point_dur_id));
diesel::joinable!(referrals -> points_durs (point_dur_id));
diesel::joinable!(referrals -> bodies (body_id));
diesel::joinable!(sheets -> themes (theme_id));
diesel::joinable!(sheet_texts -> sheets (sheet_id));
diesel::joinable!(sheet_authors -> sheets (sheet_id));
diesel::joinable!(sheet_authors -> members (member_id));
diesel::joinable!(sheet_trials -> sheets (sheet_id));
diesel::joinable!(sheet_trials -> members (member_id));
diesel::joinable!(sheet_feedback -> sheets (sheet_id));
diesel::joinable!(sheet_spreads -> sheets (sheet_id));
diesel::joinable!(sheet_spreads -> members (member_id));
diesel::joinable!(sheet_applications -> sheets (sheet_id));
diesel::joinable!(sheet_follow_ups -> sheet_applications (application_id));
diesel::table! {
    meeting_rhythms (theme_id, circle) {
        theme_id -> BigInt,
        circle -> Text,
        per_year -> Integer,
        unit -> Text,
        number -> Integer,
    }
}

diesel::table! {
    meeting_rhythm_warnings (id) {
        id -> BigInt,
        theme_id -> BigInt,
        circle -> Text,
        kind -> Text,
        last_day -> Text,
        told_at -> Timestamp,
    }
}

diesel::table! {
    meeting_series (id) {
        id -> BigInt,
        theme_id -> BigInt,
        circle -> Text,
        thread_id -> Nullable<BigInt>,
        uid -> Text,
        sequence -> Integer,
        version -> Integer,
        title -> Text,
        description -> Text,
        rule -> Text,
        starts_local -> Text,
        minutes -> Integer,
        zone -> Text,
        created_by -> BigInt,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meetings (id) {
        id -> BigInt,
        theme_id -> BigInt,
        circle -> Text,
        audience -> Text,
        thread_id -> Nullable<BigInt>,
        series_id -> Nullable<BigInt>,
        occurrence -> Nullable<Text>,
        large -> Bool,
        uid -> Text,
        sequence -> Integer,
        version -> Integer,
        state -> Text,
        title -> Text,
        description -> Text,
        starts_local -> Nullable<Text>,
        ends_local -> Nullable<Text>,
        zone -> Text,
        fold -> Integer,
        starts_at -> Nullable<Timestamp>,
        ends_at -> Nullable<Timestamp>,
        on_site -> Bool,
        remote -> Bool,
        site_capacity -> Nullable<Integer>,
        remote_capacity -> Nullable<Integer>,
        site_taken -> Integer,
        remote_taken -> Integer,
        forms_until -> Nullable<Text>,
        created_by -> BigInt,
        announced_at -> Nullable<Timestamp>,
        cancelled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meeting_venues (meeting_id) {
        meeting_id -> BigInt,
        address -> Text,
        room -> Text,
        access -> Text,
        remote_link -> Text,
        costs -> Text,
    }
}

diesel::table! {
    meeting_calls (meeting_id) {
        meeting_id -> BigInt,
        until_day -> Text,
    }
}

diesel::table! {
    meeting_records (meeting_id) {
        meeting_id -> BigInt,
        code -> Nullable<Text>,
        recording -> Text,
        minutes_version -> Nullable<Integer>,
    }
}

diesel::table! {
    meeting_themes (meeting_id, theme_id) {
        meeting_id -> BigInt,
        theme_id -> BigInt,
    }
}

diesel::table! {
    meeting_organisers (meeting_id, member_id) {
        meeting_id -> BigInt,
        member_id -> BigInt,
    }
}

diesel::table! {
    meeting_steps (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        version -> Integer,
        sequence -> Integer,
        step -> Text,
        actor_id -> Nullable<BigInt>,
        happened_at -> Timestamp,
        reason -> Text,
        was -> Text,
    }
}

diesel::table! {
    meeting_invitations (meeting_id, member_id) {
        meeting_id -> BigInt,
        member_id -> BigInt,
        invited_at -> Timestamp,
        guest -> Bool,
        sequence -> Integer,
        reminded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meeting_registrations (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        member_id -> BigInt,
        answer -> Text,
        seat -> Text,
        queued -> Nullable<BigInt>,
        offered_until -> Nullable<Timestamp>,
        answered_at -> Timestamp,
        via -> Text,
        meals -> Text,
        access_needs -> Text,
        travel -> Text,
        reminded_at -> Nullable<Timestamp>,
        attendance -> Nullable<Text>,
        attended_by -> Nullable<Text>,
    }
}

diesel::table! {
    meeting_companions (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        brought_by -> BigInt,
        name -> Text,
        organisation -> Text,
    }
}

diesel::table! {
    meeting_sessions (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        parent_id -> Nullable<BigInt>,
        after_minutes -> Integer,
        minutes -> Integer,
        title -> Text,
        summary -> Text,
        room -> Text,
        capacity -> Nullable<Integer>,
        signs_up -> Bool,
        taken -> Integer,
        version -> Integer,
        place -> Integer,
    }
}

diesel::table! {
    meeting_speakers (id) {
        id -> BigInt,
        session_id -> BigInt,
        member_id -> Nullable<BigInt>,
        name -> Text,
    }
}

diesel::table! {
    meeting_session_links (session_id, thread_id) {
        session_id -> BigInt,
        thread_id -> BigInt,
    }
}

diesel::table! {
    meeting_session_signups (session_id, member_id) {
        session_id -> BigInt,
        member_id -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    meeting_contributions (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        member_id -> BigInt,
        title -> Text,
        body -> Text,
        state -> Text,
        version -> Integer,
        decided_by -> Nullable<BigInt>,
        reason -> Text,
        session_id -> Nullable<BigInt>,
        rex_id -> Nullable<BigInt>,
        submitted_at -> Timestamp,
    }
}

diesel::table! {
    meeting_minutes (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        version -> Integer,
        body -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
    }
}

diesel::table! {
    meeting_actions (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        kind -> Text,
        title -> Text,
        member_id -> Nullable<BigInt>,
        due_day -> Nullable<Text>,
        created_by -> BigInt,
        created_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
        done_by -> Nullable<BigInt>,
        reminded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meeting_slots (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        starts_local -> Text,
        fold -> Integer,
        starts_at -> Timestamp,
        minutes -> Integer,
    }
}

diesel::table! {
    meeting_slot_answers (slot_id, member_id) {
        slot_id -> BigInt,
        member_id -> BigInt,
        answer -> Text,
    }
}

diesel::table! {
    meeting_surveys (meeting_id, member_id) {
        meeting_id -> BigInt,
        member_id -> BigInt,
        score -> Integer,
        words -> Text,
        answered_at -> Timestamp,
    }
}

diesel::table! {
    calendar_generations (member_id) {
        member_id -> BigInt,
        generation -> Integer,
    }
}

diesel::joinable!(meeting_rhythms -> themes (theme_id));
diesel::joinable!(meeting_rhythm_warnings -> themes (theme_id));
diesel::joinable!(meeting_series -> themes (theme_id));
diesel::joinable!(meeting_series -> threads (thread_id));
diesel::joinable!(meeting_series -> members (created_by));
diesel::joinable!(meetings -> themes (theme_id));
diesel::joinable!(meetings -> threads (thread_id));
diesel::joinable!(meetings -> meeting_series (series_id));
diesel::joinable!(meetings -> members (created_by));
diesel::joinable!(meeting_venues -> meetings (meeting_id));
diesel::joinable!(meeting_calls -> meetings (meeting_id));
diesel::joinable!(meeting_records -> meetings (meeting_id));
diesel::joinable!(meeting_themes -> meetings (meeting_id));
diesel::joinable!(meeting_themes -> themes (theme_id));
diesel::joinable!(meeting_organisers -> meetings (meeting_id));
diesel::joinable!(meeting_organisers -> members (member_id));
diesel::joinable!(meeting_steps -> meetings (meeting_id));
diesel::joinable!(meeting_steps -> members (actor_id));
diesel::joinable!(meeting_invitations -> meetings (meeting_id));
diesel::joinable!(meeting_invitations -> members (member_id));
diesel::joinable!(meeting_registrations -> meetings (meeting_id));
diesel::joinable!(meeting_registrations -> members (member_id));
diesel::joinable!(meeting_companions -> meetings (meeting_id));
diesel::joinable!(meeting_companions -> members (brought_by));
diesel::joinable!(meeting_sessions -> meetings (meeting_id));
diesel::joinable!(meeting_speakers -> meeting_sessions (session_id));
diesel::joinable!(meeting_speakers -> members (member_id));
diesel::joinable!(meeting_session_links -> meeting_sessions (session_id));
diesel::joinable!(meeting_session_links -> threads (thread_id));
diesel::joinable!(meeting_session_signups -> meeting_sessions (session_id));
diesel::joinable!(meeting_session_signups -> members (member_id));
diesel::joinable!(meeting_contributions -> meetings (meeting_id));
diesel::joinable!(meeting_contributions -> meeting_sessions (session_id));
diesel::joinable!(meeting_contributions -> threads (rex_id));
diesel::joinable!(meeting_minutes -> meetings (meeting_id));
diesel::joinable!(meeting_minutes -> members (written_by));
diesel::joinable!(meeting_actions -> meetings (meeting_id));
diesel::joinable!(meeting_slots -> meetings (meeting_id));
diesel::joinable!(meeting_slot_answers -> meeting_slots (slot_id));
diesel::joinable!(meeting_slot_answers -> members (member_id));
diesel::joinable!(meeting_surveys -> meetings (meeting_id));
diesel::joinable!(meeting_surveys -> members (member_id));
diesel::joinable!(calendar_generations -> members (member_id));
diesel::table! {
    nominations (id) {
        id -> BigInt,
        theme_id -> BigInt,
        member_id -> BigInt,
        circle -> Text,
        nominated_by -> BigInt,
        reason -> Text,
        state -> Text,
        created_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
        answer -> Text,
        director_note -> Text,
        director_noted_by -> Nullable<BigInt>,
        settled_by -> Nullable<BigInt>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    health_figures (theme_id, region, period, figure) {
        theme_id -> BigInt,
        region -> Text,
        period -> Text,
        figure -> Text,
        value -> BigInt,
        total -> BigInt,
    }
}

diesel::table! {
    health_counts (id) {
        id -> Integer,
        counted_at -> Timestamp,
    }
}

diesel::table! {
    circle_candidates (theme_id, member_id) {
        theme_id -> BigInt,
        member_id -> BigInt,
        solutions -> BigInt,
        useful -> BigInt,
        points -> BigInt,
        meetings -> BigInt,
    }
}

diesel::table! {
    journal_head (id) {
        id -> Integer,
        number -> BigInt,
        seal -> Text,
    }
}

diesel::joinable!(nominations -> themes (theme_id));
diesel::joinable!(circle_candidates -> members (member_id));
diesel::allow_tables_to_appear_in_same_query!(console_claims, members);
diesel::allow_tables_to_appear_in_same_query!(console_duties, members);
diesel::allow_tables_to_appear_in_same_query!(console_rounds, console_round_cases);
diesel::allow_tables_to_appear_in_same_query!(
    nominations,
    circle_candidates,
    meeting_rhythms,
    meeting_rhythm_warnings,
    meeting_series,
    meetings,
    meeting_venues,
    meeting_calls,
    meeting_records,
    meeting_themes,
    meeting_organisers,
    meeting_steps,
    meeting_invitations,
    meeting_registrations,
    meeting_companions,
    meeting_sessions,
    meeting_speakers,
    meeting_session_links,
    meeting_session_signups,
    meeting_contributions,
    meeting_minutes,
    meeting_actions,
    meeting_slots,
    meeting_slot_answers,
    meeting_surveys,
    calendar_generations,
    instance,
    first_visits,
    establishments,
    members,
    expertises,
    member_pictures,
    sessions,
    throttles,
    buckets,
    password_resets,
    email_changes,
    charters,
    charter_acceptances,
    themes,
    subtopics,
    animators,
    animator_decisions,
    memberships,
    circle_moves,
    invitations,
    join_requests,
    import_drafts,
    threads,
    thread_parties,
    posts,
    post_revisions,
    readings,
    outbox,
    form_keys,
    journal,
    job_runs,
    search_documents,
    search_titles,
    search_terms,
    search_state,
    search_index,
    watches,
    post_calls,
    posts_to_tell,
    notices,
    notice_channels,
    feed_generations,
    drafts,
    post_marks,
    bookmarks,
    sealed_titles,
    sanctions,
    appeals,
    decision_templates,
    thread_references,
    merged_threads,
    audience_asks,
    audience_voices,
    console_settings,
    displacements,
    displaced_posts,
    holding_rules,
    held_posts,
    held_files,
    patient_hits,
    examined_files,
    decisions,
    flags,
    hidden_revisions,
    closures,
    pins,
    files,
    post_files,
    draft_files,
    conversation_refusals,
    conversation_blocks,
    mail_relay,
    mail_pace,
    mail_decisions,
    digest_settings,
    digest_themes_left_out,
    notice_themes_left_out,
    digests,
    digest_items,
    mail_standings,
    mail_bounces,
    announcements,
    points_durs,
    point_dur_steps,
    point_dur_followers,
    anonymous_posts,
    point_dur_calls,
    point_dur_asks,
    point_dur_helpers,
    absences,
    member_departments,
    point_dur_tasks,
    point_dur_attempts,
    saved_views,
    bodies,
    referrals,
    sheets,
    sheet_texts,
    sheet_authors,
    sheet_trials,
    sheet_feedback,
    sheet_spreads,
    sheet_applications,
    sheet_follow_ups,
);
