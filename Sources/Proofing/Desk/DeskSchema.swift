import GRDB

/// The tables of the desk's files.
enum DeskSchema {
  /// `desk.sqlite`: the log, from which everything is told, and the text of versions.
  static var desk: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE log (
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, page INTEGER, edition TEXT,
            concerns INTEGER, entry TEXT NOT NULL, hash TEXT NOT NULL
          ) STRICT;
          CREATE INDEX log_page ON log (page, kind);
          CREATE TRIGGER log_stays BEFORE DELETE ON log
          BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
          CREATE TRIGGER log_holds BEFORE UPDATE ON log
          BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
          CREATE TABLE passage (hash TEXT PRIMARY KEY, story TEXT NOT NULL) STRICT;
          CREATE TABLE version_story (
            version INTEGER NOT NULL, place INTEGER NOT NULL, passage TEXT NOT NULL,
            PRIMARY KEY (version, place)
          ) STRICT;
          CREATE INDEX version_story_passage ON version_story (passage);
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: "CREATE TABLE pruned (version INTEGER PRIMARY KEY) STRICT")
    }
    return migrator
  }

  /// `roster.sqlite`: who may come to the desk.
  static var roster: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE member (
            name TEXT PRIMARY KEY, roles TEXT NOT NULL, password TEXT NOT NULL
          ) STRICT;
          CREATE TABLE session (
            token TEXT PRIMARY KEY, member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
            ends INTEGER NOT NULL
          ) STRICT;
          """)
    }
    return migrator
  }
}
