package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  @TempDir Path folder;

  private List<String> problems(String id, String academy, String other) throws Exception {
    Files.writeString(
        folder.resolve("academies.csv"),
        "academy_code,name,phase,lowest_year,highest_year,open_from,web_domains,email_domains,pack\n"
            + "NTH,North,primary,R,6,,,,\n"
            + other
            + ",Other,primary,R,6,,,,\n");
    Files.writeString(
        folder.resolve("accounts.csv"),
        "account_id,platform,handle,academy_code,site_name_purpose,account_kind,status\n"
            + id
            + ",X,@Some,"
            + academy
            + ",Feed,academy,Live\n");
    return RegisterReader.read(folder).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void usualCodesAreAccepted() throws Exception {
    assertThat(problems("A1", "NTH", "STH")).isEmpty();
    assertThat(problems("A1", "Trust", "CONNECT")).isEmpty();
    assertThat(problems("COM-1", "NTH", "A.B")).isEmpty();
    assertThat(problems("A1", "Nth", "N_H")).as("these name an academy").isEmpty();
    assertThat(problems("A1", "N H", "N_H")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NTH., NTH",
    "\uff2eTH, NTH",
  })
  void codesThatFallTogetherAsFilesAreRefusedWithBothRows(String one, String two) throws Exception {
    String other = two.equals("NTH") ? "STH" : two;
    assertThat(problems("A1", one, other))
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains("accounts.csv, row 2, column academy_code")
                    .contains("gives the same file name as")
                    .contains("academies.csv, row " + (two.equals("NTH") ? 2 : 3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "aux", "Nul.x", "LPT1", "com9.txt.x"})
  void namesOfWindowsDevicesAreRefused(String code) throws Exception {
    assertThat(problems("A1", "NTH", code))
        .singleElement()
        .asString()
        .contains("academies.csv, row 3")
        .contains("cannot be the name of a file on Windows");
    assertThat(problems(code, "NTH", "STH"))
        .singleElement()
        .asString()
        .contains("accounts.csv, row 2, column account_id");
  }

  @Test
  void dotAtTheEndIsRefused() throws Exception {
    assertThat(problems("A1.", "NTH", "STH"))
        .singleElement()
        .asString()
        .contains("ends with a dot");
  }
}
