package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterReaderTest {
  private static final String ACCOUNTS =
      "account_id,platform,handle,academy_code,site_name_purpose,account_kind,status\n";
  private static final String HOLDS = "hold_id,scope,target,starts_at,issued_at,issued_by\n";
  @TempDir Path folder;

  @BeforeEach
  void aGoodAccountsRegister() throws Exception {
    write("accounts.csv", ACCOUNTS + "A1,X,@Some,NTH,Feed,academy,Live\n");
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(folder.resolve(file), text);
  }

  private List<String> problems() {
    return RegisterReader.read(folder).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void goodRegisterIsRead() {
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.problems()).isEmpty();
    Account account = outcome.registers().accounts().get(0);
    assertThat(account.platform()).isEqualTo("twitter");
    assertThat(account.handle()).isEqualTo("Some");
    assertThat(account.status()).isEqualTo(Account.Status.OPEN);
  }

  @Test
  void emptyFolderSaysWhatToPutThere() throws Exception {
    Files.delete(folder.resolve("accounts.csv"));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("no accounts register")
        .contains("accounts.csv");
  }

  @ParameterizedTest
  @CsvSource({
    "03-Sep-19, 03/09/2019",
    "3 September 2019, 03/09/2019",
    "3.9.19, 03/09/2019",
    "3 June 2019, 03/06/2019",
    "01/09/98, 01/09/1998"
  })
  void dateInAnotherFormIsShownAsItIsToBeWritten(String typed, String date) throws Exception {
    assertThat(Cells.remedy(Schema.of(Register.PEOPLE).columns().get("employed_from"), typed))
        .isEqualTo("Write " + date + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "9/13/2026, true",
    "09/30/26, true",
    "13/09/2026, false",
    "31/02/2026, false",
    "soon, false"
  })
  void dateOfTheUnitedStatesIsNamedAsThat(String typed, boolean isMonthFirst) {
    assertThat(Cells.notADate(typed).contains("month first")).isEqualTo(isMonthFirst);
  }

  @Test
  void dateThatCannotBeGuessedIsShownByAnExampleAndWhatCannotBeSeenIsNoMistake() throws Exception {
    write("calendar.csv", "academy_code,from,to,kind\nALL,01/09/2026\u00a0,soon,holiday\n");
    assertThat(problems())
        .containsExactly(
            "calendar.csv, row 2, column to: 'soon' cannot be read as a date."
                + " Write it like 02/09/2026.");
  }

  @Test
  void referenceIsRecognisedWhereItIsClearAndOtherwiseReportedWithTheNearest() throws Exception {
    write(
        "academies.csv",
        "academy_code,name,aliases,phase,lowest_year,highest_year,open_from,web_domains,email_domains,pack\n"
            + "NTH,North Town High,NTHS,secondary,7,13,01/09/2013,nth.example,nth.example,ctat-2024\n"
            + "STH,South Town,,secondary,7,13,01/09/2013,sth.example,sth.example,ctat-2024\n");
    write(
        "accounts.csv",
        ACCOUNTS + "NTH-TW-01,X,Some,nth,Feed,academy,open\nA2,X,Other,STX,Feed,academy,open\n");
    write(
        "holds.csv",
        HOLDS
            + "H1,academy,North Town High,01/02/2026 09:00,2026-01-01T09:00:00Z,P\n"
            + "H2,account,nth tw 01,01/02/2026 09:00,2026-01-01T09:00:00Z,P\n"
            + "H3,academy,Elsewhere,01/02/2026 09:00,2026-01-01T09:00:00Z,P\n");
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().accounts())
        .extracting(Account::academy)
        .containsExactly("NTH", "STX");
    assertThat(outcome.registers().holds()).extracting(Hold::target).contains("NTH-TW-01");
    assertThat(outcome.notes())
        .contains(
            "accounts.csv, row 3, column academy_code: 'STX' is not an academy code; did you mean STH?",
            "holds.csv, row 2, column target: 'North Town High' is not an academy code or an account id; did you mean NTH?",
            "holds.csv, row 4, column target: 'Elsewhere' is not an academy code or an account id.")
        .noneMatch(note -> note.contains("row 3, column target"));
  }

  @Test
  void titleRowsAboveTheHeaderAreSkippedAndAWrongHeaderIsStillReported() throws Exception {
    write(
        "accounts.csv",
        "Official accounts,,\n\nas of 1 September\n"
            + ACCOUNTS
            + "A1,X,Some,NTH,Feed,academy,open\n");
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().accounts()).hasSize(1);
    assertThat(outcome.notes()).contains("accounts.csv: the rows above row 4 are not used.");
    write("accounts.csv", "Konto,Plattform\n" + "A1,X\n".repeat(20));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("accounts.csv, row 1", "are not those of the register accounts");
  }

  @Test
  void unknownColumnsAreKeptAndListed() throws Exception {
    write(
        "accounts.csv",
        ACCOUNTS.strip()
            + ",Bypass link,Passport checked\nA1,X,Some,NTH,Feed,academy,open,x,yes\n");
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.notes())
        .singleElement()
        .asString()
        .contains("Bypass link, Passport checked");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {";", "TAB", ","})
  void separatorIsFoundInTheHeader(String separator) throws Exception {
    String s = separator.equals("TAB") ? "\t" : separator;
    write(
        "accounts.csv",
        "\uFEFF"
            + ACCOUNTS.replace(",", s)
            + "A1,X,Some,NTH,Feed,academy,open\r\n".replace(",", s));
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().accounts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trust,NTH,01/02/2026 09:00,03/02/2026 09:00,2026-01-01T09:00:00Z | is given, although",
        "academy,NTH,01/02/2026 09:00,03/02/2026 09:00,2026-02-12T09:00:00Z | after the end",
        "trust,ALL,01/02/2026 09:00,03/02/2026 09:00,2026-01-01T09:00:00Z | ''",
        "academy,NTH,01/02/2026 09:00,,2026-02-12T09:00:00Z | ''"
      })
  void holdThatBindsNoOneIsRefused(String cells, String problem) throws Exception {
    write("accounts.csv", ACCOUNTS + "A1,X,Some,NTH,Feed,academy,open\n");
    write(
        "holds.csv",
        "hold_id,scope,target,starts_at,ends_at,issued_at,issued_by\nH1," + cells + ",P\n");
    if (problem.isEmpty()) {
      assertThat(problems()).noneMatch(p -> p.startsWith("holds.csv"));
    } else {
      assertThat(problems()).anySatisfy(p -> assertThat(p).contains("holds.csv, row 2", problem));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://twitter.com/NorthTownHigh, true",
    "www.instagram.com/northtown, true",
    "x.com/northtown, true",
    "https://intranet/social, true",
    "http://10.0.0.1/page, true",
    "https://, false",
    "@NorthTownHigh, false",
    "Twitter: https://twitter.com/a, false",
    "https://x.com/a https://x.com/b, false",
    "<https://x.com/a>, false",
    "North Town, false"
  })
  void linkOfAWebsiteThatIsNoneIsRefused(String link, boolean isOne) throws Exception {
    write("accounts.csv", ACCOUNTS + "A1,X,Some,NTH,Feed,academy,open\n");
    write(
        "weblinks.csv",
        "academy_code,page_url,link_url,platform,seen_on\nNTH,https://nth.trust.example/,"
            + link
            + ",,19/11/2026\n");
    assertThat(problems().stream().anyMatch(p -> p.contains("is not one web address")))
        .isEqualTo(!isOne);
  }

  @Test
  void noteAboutAPupilsAccountDoesNotQuoteIt() throws Exception {
    write(
        "pupils.csv",
        "pupil_ref,first_name,last_name,dob,academy_code,year_group,year_group_as_at,on_roll_from,known_handles\n"
            + "P1,Sam,Stone,01/02/2012,NTH,9,01/09/2026,01/09/2023,twitter:a!b sam_secret\n");
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("known_handles"));
    assertThat(outcome.notes()).noneMatch(note -> note.contains("sam_secret"));
  }

  @Test
  void everyProblemOfEveryFileIsToldInOneGo() throws Exception {
    write(
        "accounts.csv",
        ACCOUNTS
            + "A1,X,Some,NTH,Feed,academy,open\nA1,X,Some,NTH,Feed,academy,open\nA2,X\n,X,Some,NTH,Feed,odd,open\n");
    write(
        "holds.csv",
        HOLDS
            + "H1,trust,,29/02/2019 09:00,2026-01-01T09:00:00Z,P\nH2,academy,,01/02/2026 09:00,2026-01-01T09:00:00Z,P\n");
    write("people.csv", "person_id,name\nP-1,X\n");
    assertThat(problems())
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains("accounts.csv, row 3, column account_id: 'A1' is also in row 2."))
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains("accounts.csv, row 4, column academy_code: The cell is blank."))
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains("accounts.csv, row 5, column account_id: The cell is blank."))
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains(
                        "accounts.csv, row 5, column account_kind: 'odd' is not one of the choices. Use academy"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains(
                        "holds.csv, row 2, column starts_at: '29/02/2019 09:00' cannot be read as a date and time."))
        .anySatisfy(p -> assertThat(p).contains("holds.csv, row 3, column target"))
        .anySatisfy(p -> assertThat(p).contains("people.csv, row 1, column full_name, person_kind"))
        .hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({
    "29/02/2019,false",
    "29/02/2020,true",
    "31/04/2020,false",
    "2019-02-29,false",
    "1/9/2026,true",
    "01-09-2026,false",
    "01.09.2026,false",
    "3 September 2019,true",
    "03-Sep-2019,true",
    "03-Sep-19,false",
    "31 June 2019,false",
    "2019-09-03T00:00:00,true",
    "03/09/2019 00:00,true",
    "29/02/2019 00:00,false",
    "2026-13-01,false",
    "00/01/2026,false",
    "5th September 2025,true",
    "Friday 5 September 2025,true",
    "31st June 2025,false",
    "Autumn 2025,false"
  })
  void datesAreReadStrictly(String text, boolean exists) {
    assertThat(Cells.date(text).isPresent()).isEqualTo(exists);
  }

  @ParameterizedTest
  @CsvSource({
    "18/11/2026 10:00,2026-11-18T10:00:00Z",
    "16/06/2026 10:00,2026-06-16T09:00:00Z",
    "2026-11-10T00:00:00Z,2026-11-10T00:00:00Z",
    "2026-06-16T10:00:00+02:00,2026-06-16T08:00:00Z",
    "18/11/2026,",
    "yesterday 10am,",
    "29/03/2026 01:30,"
  })
  void momentsAreReadWithAnOffsetOrInLondon(String text, java.time.Instant moment) {
    assertThat(Cells.instant(text).orElse(null)).isEqualTo(moment);
  }

  @ParameterizedTest
  @CsvSource({
    "7,7",
    "7.0,7",
    "Year 7,7",
    "Year 07,7",
    "Yr 7,7",
    "Y12,12",
    "yr. 9,9",
    "R,R",
    "Reception,R",
    "Year R,R",
    "N2,N2",
    "Nursery,N2",
    "15,",
    "7.5,",
    "Lower Sixth,12",
    "Upper 6th,13",
    "F2,R",
    "Rec.,R",
    "Year One,1",
    "L6,",
    "Sixth Form,"
  })
  void yearGroupsAreReadAsSchoolsWriteThem(String cell, String year) {
    assertThat(YearGroup.parse(cell).map(YearGroup::toString).orElse(null)).isEqualTo(year);
  }

  @ParameterizedTest
  @CsvSource({
    "1606303717539692544,1606303717539692544",
    "https://twitter.com/a/status/1606303717539692544?s=20,1606303717539692544",
    "1.60630E+18,",
    "profile:avatar,profile:avatar",
    "two words,"
  })
  void postIdIsNeverGuessedFromANumberThatASpreadsheetRounded(String cell, String id) {
    assertThat(PostKey.of(cell).orElse(null)).isEqualTo(id);
  }

  @Test
  void passwordColumnRefusesTheFileAndIsNeverShown() throws Exception {
    write(
        "accounts.csv",
        ACCOUNTS.strip()
            + ",Account Password\nA1,X,Some,NTH,Feed,academy,open,hunter2\nA2,X,Other,NTH,pwd: hunter3,academy,open,\n");
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.registers().secrets())
        .extracting(SecretScan.SecretCell::cell)
        .containsExactly("H2", "E3");
    assertThat(outcome.registers().accounts()).isEmpty();
    assertThat(outcome.toString()).doesNotContain("hunter");
  }

  @Test
  void registerInTwoPlacesIsRefused() throws Exception {
    try (XSSFWorkbook book = new XSSFWorkbook();
        FileOutputStream out = new FileOutputStream(folder.resolve("registers.xlsx").toFile())) {
      book.createSheet("accounts");
      book.write(out);
    }
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("accounts")
        .contains("Delete one of them");
  }

  @Test
  void workbookIsReadSheetBySheetWithDatesAndRoundedIds() throws Exception {
    Files.delete(folder.resolve("accounts.csv"));
    try (XSSFWorkbook book = new XSSFWorkbook();
        FileOutputStream out = new FileOutputStream(folder.resolve("registers.xlsx").toFile())) {
      var sheet = book.createSheet("Accounts");
      var date = book.createCellStyle();
      date.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
      String[] header = (ACCOUNTS.strip() + ",live_on,platform_user_id").split(",");
      var first = sheet.createRow(0);
      for (int i = 0; i < header.length; i++) {
        first.createCell(i).setCellValue(header[i]);
      }
      var row = sheet.createRow(1);
      String[] cells = {"A1", "X", "Some", "NTH", "Feed", "academy", "open"};
      for (int i = 0; i < cells.length; i++) {
        row.createCell(i).setCellValue(cells[i]);
      }
      row.createCell(7).setCellValue(java.time.LocalDate.of(2018, 3, 6));
      row.getCell(7).setCellStyle(date);
      row.createCell(8).setCellValue(12345d);
      book.createSheet("Notes").createRow(0).createCell(0).setCellValue("just notes");
      book.write(out);
    }
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.notes()).singleElement().asString().contains("Notes");
    assertThat(outcome.registers().accounts().get(0).date("live_on"))
        .contains(java.time.LocalDate.of(2018, 3, 6));
    assertThat(outcome.registers().accounts().get(0).userId()).isEqualTo("12345");
  }

  @Test
  void longNumberInAWorkbookIsToldAsRounded() throws Exception {
    Files.delete(folder.resolve("accounts.csv"));
    try (XSSFWorkbook book = new XSSFWorkbook();
        FileOutputStream out = new FileOutputStream(folder.resolve("accounts.xlsx").toFile())) {
      var sheet = book.createSheet("Sheet1");
      String[] header = (ACCOUNTS.strip() + ",platform_user_id").split(",");
      String[] cells = {"A1", "X", "Some", "NTH", "Feed", "academy", "open"};
      var first = sheet.createRow(0);
      var row = sheet.createRow(1);
      for (int i = 0; i < header.length; i++) {
        first.createCell(i).setCellValue(header[i]);
      }
      for (int i = 0; i < cells.length; i++) {
        row.createCell(i).setCellValue(cells[i]);
      }
      row.createCell(7).setCellValue(1606303717539692544d);
      book.write(out);
    }
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("row 2, column platform_user_id")
        .contains("Format the column as text");
  }

  @Test
  void fileThatIsNoWorkbookIsToldSo() throws Exception {
    Files.write(folder.resolve("people.xlsx"), "not a workbook".getBytes(StandardCharsets.UTF_8));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("people.xlsx")
        .contains("not a workbook");
  }

  @Test
  void textOfAnOlderProgramIsReadAndReported() throws Exception {
    Files.write(
        folder.resolve("accounts.csv"),
        (ACCOUNTS + "A1,X,Caf\u00e9,NTH,Feed,academy,open\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    RegisterReader.Outcome outcome = RegisterReader.read(folder);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().accounts().get(0).handle()).isEqualTo("Caf\u00e9");
    assertThat(outcome.notes()).anySatisfy(n -> assertThat(n).contains("Windows-1252"));
  }
}
