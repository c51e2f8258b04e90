package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateLocationTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h/d, '', jdbc:postgresql://h/d?currentSchema=q",
    "jdbc:postgresql://h/d?currentSchema=a, a, jdbc:postgresql://h/d?currentSchema=q",
    "jdbc:postgresql://h/d?currentSchema=a&ssl=true, a, jdbc:postgresql://h/d?ssl=true&currentSchema=q",
    "jdbc:postgresql://h/d?ssl=true&currentSchema=a, a, jdbc:postgresql://h/d?ssl=true&currentSchema=q",
    "jdbc:postgresql://h/d?ssl=true&currentSchema=a&x=1, a, jdbc:postgresql://h/d?ssl=true&x=1&currentSchema=q"
  })
  void anotherSchemaOfTheSameDatabase(String url, String schema, String other) {
    StateLocation.Server server = new StateLocation.Server(url);
    assertThat(server.schema()).isEqualTo(schema);
    assertThat(server.inSchema("q").url()).isEqualTo(other);
    assertThat(server.inSchema("q").schema()).isEqualTo("q");
    assertThat(server.inSchema("").schema()).isEmpty();
  }
}
