package org.invigilator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a reader of a link arrives. */
class ForwardingLinksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.tiktok.com%2F%40x&h=AT0 | https://www.tiktok.com/@x",
        "http://lm.facebook.com/l.php?h=AT0&u=https%3A%2F%2Fa.example | https://a.example",
        "https://l.instagram.com/?u=https%3A%2F%2Fa.example%2Fb%3Fc%3D1&e=1 | https://a.example/b?c=1",
        "https://www.google.com/url?q=https://a.example/b&sa=D | https://a.example/b",
        "https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fa.example | https://a.example",
        "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fa.example | https://a.example",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example&data=1 | https://a.example",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fa.example | https://a.example",
        // Links that lead to where they say.
        "https://www.google.com/search?q=https://a.example | https://www.google.com/search?q=https://a.example",
        "https://news.example/l.php?u=https%3A%2F%2Fa.example | https://news.example/l.php?u=https%3A%2F%2Fa.example",
        "https://notl.facebook.com.example/l.php?u=https%3A%2F%2Fa.example | https://notl.facebook.com.example/l.php?u=https%3A%2F%2Fa.example",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%ZZ | https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%ZZ",
        "https://l.facebook.com/l.php?h=https%3A%2F%2Fa.example | https://l.facebook.com/l.php?h=https%3A%2F%2Fa.example",
      })
  void whatForwardsIsReplacedByWhereItLeads(String link, String target) {
    assertThat(ForwardingLinks.resolved(List.of("https://b.example", link)))
        .containsExactly("https://b.example", target);
  }
}
