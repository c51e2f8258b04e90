package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
  private final Row row =
      new Row(2, Map.of("handle", 0, "purpose", 1, "aims", -1), new String[] {"@school"});

  @Test
  void columnThatTheFileLacksIsBlankAndOneTheRegisterLacksIsAnError() {
    assertThat(row.text("handle")).isEqualTo("@school");
    assertThat(row.text("purpose")).isEmpty();
    assertThat(row.text("aims")).isEmpty();
    assertThatThrownBy(() -> row.text("aim")).hasMessageContaining("no column 'aim'");
    assertThatThrownBy(() -> row.without("aim")).hasMessageContaining("no column 'aim'");
    assertThat(row.without("handle").text("handle")).isEmpty();
  }
}
