package org.invigilator.register.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Column;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;

/**
 * A sheet with the profile that reads it. It is long because each reason not to read one is worded
 * here.
 *
 * @param profileName the profile's file in {@code mappings/}
 */
record ProfiledSheet(Profile profile, String profileName, SourceSheet sheet) {
  private static final int MOST_ROWS = 20;
  private static final int MOST_COLUMNS = 1000;

  /** The sheet of a source with the profile that most of its headings are of, if one is for it. */
  static Optional<ProfiledSheet> of(RegisterSource source, Map<String, Profile> profiles)
      throws IOException {
    Optional<ProfiledSheet> best = Optional.empty();
    long most = 0;
    for (Map.Entry<String, Profile> entry : profiles.entrySet()) {
      Optional<ProfiledSheet> one = of(source, entry.getKey(), entry.getValue());
      // Of two profiles with the same headings the one for files of this name is meant.
      long fit = one.map(ProfiledSheet::fit).orElse(0L);
      if (fit > most) {
        most = fit;
        best = one;
      }
    }
    return best;
  }

  private static Optional<ProfiledSheet> of(RegisterSource source, String name, Profile profile)
      throws IOException {
    if (source instanceof RegisterSource.Sheet s && !profile.isForSheet(s.sheet())) {
      return Optional.empty();
    }
    SourceSheet sheet =
        profile.isForm()
            ? SourceSheet.readForm(
                source, label -> profile.headings().contains(Vocabulary.fold(label)))
            : SourceSheet.read(source, layout(profile));
    return sheet.hasHeader() && isHeader(profile, sheet.header())
        ? Optional.of(new ProfiledSheet(profile, name, sheet))
        : Optional.empty();
  }

  /** Whether a row has most of the headings of a profile; an export may lack some columns. */
  private static boolean isHeader(Profile profile, Map<String, ?> header) {
    long wanted = profile.wanted();
    long found = profile.found(header);
    return found > 0 && found * 5 >= wanted * 3;
  }

  private static SourceSheet.Layout layout(Profile profile) {
    return new SourceSheet.Layout() {
      @Override
      public boolean isHeader(Map<String, String> header) {
        return ProfiledSheet.isHeader(profile, header);
      }

      @Override
      public Column.Type typeOf(String heading) {
        String folded = Vocabulary.fold(heading);
        for (Map.Entry<Register, Map<String, ColumnSpec>> register :
            profile.byRegister().entrySet()) {
          for (Map.Entry<String, ColumnSpec> column : register.getValue().entrySet()) {
            if (column.getValue().headings().stream()
                .anyMatch(h -> Vocabulary.fold(h).equals(folded))) {
              Column of = Schema.of(register.getKey()).columns().get(column.getKey());
              return of == null ? Column.Type.TEXT : of.type();
            }
          }
        }
        return Column.Type.TEXT;
      }
    };
  }

  /** How well the profile fits: most of its columns are there, few are missing, and it is named. */
  private long fit() {
    long found = profile.found(sheet.header());
    return (found * MOST_COLUMNS - (profile.wanted() - found)) * 2 + (isNamed() ? 1 : 0);
  }

  private boolean isNamed() {
    return profile.files() != null
        && profile.isForFile(String.valueOf(sheet.source().path().getFileName()));
  }

  boolean fills(Register register) {
    return profile.byRegister().containsKey(register);
  }

  boolean isOf(Path file) {
    return sheet.source().path().equals(file);
  }

  /** Whether its consents have the date that was given when the file was imported. */
  boolean datesAllConsentsAlike() {
    return Optional.ofNullable(profile.byRegister().get(Register.CONSENT))
        .flatMap(columns -> Optional.ofNullable(columns.get("given_on")))
        .filter(given -> given.fixed().isPresent() && given.headings().isEmpty())
        .isPresent();
  }

  /** What the sheet is called to readers. */
  String label() {
    return sheet.source().label();
  }

  /** What in the sheet contradicts itself, so that nothing of it may be used. */
  Optional<Problem> contradiction() {
    return profile.isForm()
        ? Optional.empty()
        : sheet.contradiction(
            Profile.single(profile.registers().values()),
            Profile.saysWhatCounts(profile.registers().values()));
  }

  /** The headings of the profile that the sheet lacks, in a sentence; empty when it has all. */
  Optional<String> missingHeadings() {
    Map<String, String> missing = profile.missing(sheet.header());
    String columns =
        missing.entrySet().stream()
            .map(e -> "'" + e.getKey() + "' (" + e.getValue().replace('_', ' ') + ")")
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (missing.size() == 1 ? "There is no column " : "There are no columns ")
                + columns
                + ", which "
                + profileName
                + " reads.");
  }

  /** Whether the sheet must have all headings of its profile, which was made for this file. */
  boolean mustHaveAll() {
    return isNamed() && !profile.isForm();
  }

  /**
   * Why a sheet that must have all headings is refused: a column that was renamed would otherwise
   * silence the checks that rest on it.
   *
   * @param missing the sentence that names the missing headings
   */
  Problem refusal(String missing) {
    List<String> unknown = profile.unknown(sheet.headings());
    return new Problem(
        label(),
        sheet.headerRow(),
        "",
        missing + (unknown.isEmpty() ? "" : " New in it: " + String.join(", ", unknown) + "."),
        "Give "
            + (profile.missing(sheet.header()).size() == 1
                ? "the column its old heading"
                : "them their old headings")
            + ", or add "
            + (profile.missing(sheet.header()).size() == 1 ? "it" : "them")
            + " with blank cells if the sheet never had any, or run 'invigilator import' with this file again.");
  }

  /**
   * Why the consents of a file cannot be used: it has columns that it did not have when it was
   * imported, and they may say that consent was refused.
   */
  Optional<Problem> newConsents() {
    List<String> columns =
        fills(Register.CONSENT)
            ? UnreadConsents.among(sheet, profile.unknown(sheet.headings()))
            : List.of();
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                label(),
                sheet.headerRow(),
                columns.get(0),
                (columns.size() == 1 ? "This column is" : columns.size() + " columns are")
                    + " new, or had no answers so far, and may say that consent was refused or withdrawn.",
                "Run 'invigilator import' with this file again, and say what the column means."));
  }

  /** Why the consents of the sheet may not be read as their cells have them. */
  Optional<Problem> unclearConsents() {
    return fills(Register.CONSENT) && !profile.isForm()
        ? UnreadConsents.problem(sheet)
        : Optional.empty();
  }

  /** Remarks in columns that are not read, which seem to limit or end a consent. */
  List<String> remarks() {
    Set<String> read = profile.headings();
    List<String> remarks =
        fills(Register.CONSENT)
            ? UnreadConsents.remarks(
                sheet,
                sheet.headings().stream()
                    .filter(
                        heading -> !heading.isBlank() && !read.contains(Vocabulary.fold(heading)))
                    .distinct()
                    .toList())
            : List.of();
    return Stream.concat(remarks.stream(), remarksBehindNames().stream()).toList();
  }

  /** Rows of a roll with more than a name in the cell of the name, which limits a consent. */
  private Optional<String> remarksBehindNames() {
    Map<String, ColumnSpec> pupils = profile.byRegister().getOrDefault(Register.PUPILS, Map.of());
    List<String> rows =
        sheet.rows().stream()
            .filter(
                row ->
                    Stream.of("first_name", "last_name", Profile.NAME)
                        .flatMap(column -> Stream.ofNullable(pupils.get(column)))
                        .flatMap(spec -> spec.headings().stream())
                        .anyMatch(h -> !UnreadConsents.remarkIn(sheet.text(row, h)).isEmpty()))
            .map(row -> Integer.toString(row.number()))
            .limit(MOST_ROWS)
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the name has a remark behind it that seems to limit a consent, in row "
                + String.join(", ", rows)
                + ". Enter it in the consents; it is not read from the roll.");
  }

  /** That rows of a list of people are those of pupils, in a sentence; empty when none is. */
  Optional<String> pupilsAmongPeople() {
    ColumnSpec title =
        Optional.ofNullable(profile.byRegister().get(Register.PEOPLE))
            .map(columns -> columns.get("job_title"))
            .orElse(null);
    long rows =
        title == null
            ? 0
            : sheet.rows().stream()
                .map(row -> title.text(heading -> sheet.text(row, heading)))
                .filter(text -> PersonConversion.isPupil(Map.of("job_title", text)))
                .count();
    return rows == 0
        ? Optional.empty()
        : Optional.of(
            (rows == 1 ? "1 row is that of a pupil" : rows + " rows are those of pupils")
                + " by the job title, and not read as a colleague's.");
  }

  /** The rows as a register has them. */
  List<RowConversion.Converted> rows(
      Register register, References references, Identifiers identifiers) {
    return new RowConversion(profile, sheet, references, identifiers, writtenOn()).rows(register);
  }

  private LocalDate writtenOn() {
    try {
      return LondonTime.date(Files.getLastModifiedTime(sheet.source().path()).toInstant());
    } catch (IOException e) {
      return LocalDate.EPOCH;
    }
  }

  /** The rows that are kept of a register, with where each column comes from. */
  RegisterSource.Mapped mapped(Register register, List<RowConversion.Converted> rows) {
    Map<String, ColumnSpec> specs =
        Optional.ofNullable(profile.byRegister().get(register)).orElse(Map.of());
    Map<String, String> headings = new HashMap<>();
    specs.forEach(
        (column, spec) -> {
          if (spec.fixed().isEmpty()) {
            headings.put(
                column,
                spec.alternatives().stream()
                    .filter(h -> ColumnSpec.headings(List.of(h)).isIn(sheet.header()))
                    .findFirst()
                    .orElse(spec.shown()));
          }
        });
    // A whole name is taken apart, or stands for a number; people know it by its own heading.
    Optional.ofNullable(specs.get(Profile.NAME))
        .ifPresent(
            name ->
                List.of("subject_ref", "first_name", "last_name")
                    .forEach(column -> headings.putIfAbsent(column, name.shown())));
    Set<String> columns = new LinkedHashSet<>();
    Schema.of(register)
        .columns()
        .forEach(
            (name, column) -> {
              if (column.need() != Column.Need.NO
                  || rows.stream().anyMatch(r -> !r.get(name).isEmpty())) {
                columns.add(name);
              }
            });
    List<String> header = List.copyOf(columns);
    return new RegisterSource.Mapped(
        sheet.source().path(),
        label(),
        header,
        headings,
        sheet.exportedOn(),
        rows.stream()
            .map(
                row ->
                    new RegisterSource.MappedRow(
                        row.number(), header.stream().map(row::get).toArray(String[]::new)))
            .toList());
  }
}
