package org.invigilator.job.store;

import org.invigilator.connector.CursorStore;
import org.invigilator.connector.SpendLedger;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Readings;
import org.invigilator.finding.Runs;
import org.invigilator.job.delivery.ReviewReminders;
import org.invigilator.privacy.AccessLog;
import org.invigilator.privacy.Purge;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** What the program keeps between runs, on one open database. */
record Repositories(
    Ledger ledger,
    Decisions decisions,
    Counts counts,
    SpendLedger spent,
    CursorStore cursors,
    Readings readings,
    AccessLog log,
    Purge purge,
    ReviewReminders reviewReminders,
    Runs runs,
    KnownFolders folders,
    JdbcTemplate jdbc,
    JobOperator jobOperator,
    JobRepository jobRepository,
    PlatformTransactionManager transactions) {}
