package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwallowedRowsTest {
  @TempDir Path folder;

  private List<List<String>> rows(String text) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    new RegisterSource.Csv(Files.writeString(folder.resolve("roll.csv"), text))
        .rows((number, cells) -> rows.add(List.of(cells)));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // To the end of the file.
        "UPN,Name,Born,Year,School,Notes\nA9001,Ann,22/04/2021,R,LAR,\"twin\nA9002,Bob,25/02/2020,1,LAR,\n",
        // To the next quotation mark, in the last column and before it.
        "UPN,Name,Born,Notes\nA9001,Ann,22/04/2021,\"see mum\nA9002,Bob,25/02/2020,twin\"\nA9003,Cy,25/02/2020,\n",
        "UPN,Name,Notes,Born\nA9001,Ann,\"see mum,22/04/2021\nA9002,Bob,twin\",25/02/2020\nA9003,Cy,,25/02/2020\n",
        "UPN;Answer;Notes\nA9001;No;\"see mum\nA9002;No;twin\"\n"
      })
  void rowsWithinACellRefuseTheFile(String text) {
    assertThatThrownBy(() -> rows(text))
        .isInstanceOf(RegisterSource.Unreadable.class)
        .hasMessageContaining("a quotation mark in it is not closed")
        .extracting(e -> ((RegisterSource.Unreadable) e).row())
        .isEqualTo(2);
  }

  @Test
  void aRemarkOfSeveralLinesIsOneCell() throws Exception {
    String text =
        "UPN,Name,Born,Notes\nA9001,Ann,22/04/2021,\"Allergic to nuts, eggs, milk\nCollected by Gran, Mum, or Dad\n2 siblings\"\nA9002,Bob,25/02/2020,\n";
    assertThat(rows(text)).hasSize(3);
    assertThat(
            rows("Name,Address\nAnn,\"1 Elm Close\nTown, NT1\"\nBob,\"2 Elm Close\nTown, NT1\"\n"))
        .hasSize(3);
  }
}
