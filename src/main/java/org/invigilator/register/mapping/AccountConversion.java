package org.invigilator.register.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Platforms;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.Vocabulary;

/**
 * Makes rows of accounts, and of those who run them, from the rows of a list of accounts. It is
 * long because schools write platforms, handles and people into one cell in many ways.
 */
final class AccountConversion {
  /** So many columns may have the same heading, such as Admin. */
  private static final int MOST_AGAIN = 4;

  /** What people write between administrators, who may be numbered. */
  private static final Pattern BETWEEN_PEOPLE =
      Pattern.compile("\\s*[;&+\\n/]\\s*|\\s+and\\s+|(?:^|[\\s,]+)\\d{1,2}[.)]\\s+");

  /** "Last, First", and not two people with an initial each. */
  private static final Pattern TURNED = Pattern.compile("(?!\\p{Lu}\\.\\s*\\p{L}+,)[^,]+,\\s*\\S+");

  /** A handle with its platform behind it in brackets. */
  private static final Pattern REMARK = Pattern.compile("(\\S+)\\s*\\(([^)]*)\\)");

  /** So many letters of a word make a handle like a name. */
  private static final int ALIKE = 4;

  /** A handle, and no address: it has an @, or no full stop. */
  private static final Pattern HANDLE =
      Pattern.compile("@[\\p{L}\\p{N}_.-]{2,60}|[\\p{L}\\p{N}_-]{2,60}");

  /** A handle with its platform before it: "Instagram: @name". */
  private static final Pattern NAMED =
      Pattern.compile("([\\p{L} /]{1,30}?)\\s*[:–-]\\s*(@?[^\\s:/]+)");

  /** What people write between two handles. */
  private static final Pattern SEVERAL =
      Pattern.compile("\\s*[,;&/+\\n]\\s*|\\s+(?:and\\s+)?(?=@)");

  /** The same between two handles that are written without @. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+(?:/|&|\\+|\\||and)\\s+");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}._-]{3,60}");

  /** An earlier handle behind the one that counts, and words that point to another row. */
  private static final Pattern NOT_OF_THIS =
      Pattern.compile(
          "(?i)\\s*\\((?:was|were|formerly|previously|prev\\.?|old|ex|used to be)\\b[^)]*\\)|^(?:as above|see above|ditto|same as above|as below|[\"”]+)$");

  private static final Pattern BETWEEN_LINKS =
      Pattern.compile("\\s*[,;\\n]\\s*|\\s+(?:and|&|\\+|/|\\|)\\s+");

  private final RowConversion conversion;
  private final Profile profile;
  private final SourceSheet sheet;

  AccountConversion(RowConversion conversion, Profile profile, SourceSheet sheet) {
    this.conversion = conversion;
    this.profile = profile;
    this.sheet = sheet;
  }

  List<Map<String, String>> rows(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    ColumnSpec platform = columns.get("platform");
    if (platform != null && !platform.byWord().isEmpty()) {
      List<Map<String, String>> all = new ArrayList<>();
      platform
          .byWord()
          .forEach(
              (name, heading) -> {
                String cell = sheet.text(row, heading);
                AccountText.Place place = AccountText.Place.of(cell);
                if (!RowConversion.isBlank(cell)
                    && !cell.matches("(?i)no|n")
                    && !(place.text().isEmpty() && place.status().isEmpty())) {
                  Map<String, String> one = new LinkedHashMap<>(cells);
                  one.put("platform", name);
                  place.status().ifPresent(status -> put(status, one));
                  one.put(place.text().contains("/") ? "profile_url" : "handle", place.text());
                  all.addAll(account(one));
                }
              });
      return all;
    }
    List<String> named = platforms(RowConversion.get(cells, "platform"));
    if (named.size() > 1) {
      return named.stream()
          .flatMap(
              one -> {
                Map<String, String> each = new LinkedHashMap<>(cells);
                each.put("platform", one);
                return account(each).stream();
              })
          .toList();
    }
    return account(cells);
  }

  /** The platforms that a cell names: "Twitter & Instagram". */
  static List<String> platforms(String cell) {
    return Stream.of(cell.split("\\s*(?:[&,;+]|\\band\\b)\\s*"))
        .filter(one -> Platforms.isKnown(Platforms.canonical(one)))
        .toList();
  }

  /** Several handles in one cell are several accounts; a link is that of the one it names. */
  private List<Map<String, String>> account(Map<String, String> cells) {
    for (String column : List.of("handle", "profile_url")) {
      List<String> links =
          BETWEEN_LINKS.splitAsStream(RowConversion.get(cells, column).strip()).toList();
      if (links.size() > 1 && links.stream().allMatch(AccountConversion::isLink)) {
        return links.stream().flatMap(link -> linked(cells, column, link).stream()).toList();
      }
    }
    cells.computeIfPresent("handle", (c, text) -> NOT_OF_THIS.matcher(text.strip()).replaceAll(""));
    String written = RowConversion.get(cells, "handle").strip();
    List<String> words = BETWEEN_WORDS.splitAsStream(written).toList();
    boolean isOfWords = words.size() > 1 && words.stream().allMatch(WORD.asMatchPredicate());
    List<String> handles =
        isOfWords ? words : SEVERAL.splitAsStream(written).filter(one -> !one.isEmpty()).toList();
    if (handles.size() < 2
        || !(isOfWords || handles.stream().allMatch(one -> one.startsWith("@")))) {
      return oneAccount(cells);
    }
    String link = RowConversion.get(cells, "profile_url");
    String id = RowConversion.get(cells, "account_id");
    List<Map<String, String>> all = new ArrayList<>();
    for (String handle : handles) {
      Map<String, String> one = new LinkedHashMap<>(cells);
      one.put("handle", handle);
      boolean isLinked = Vocabulary.fold(link).endsWith(Vocabulary.fold(handle));
      one.put("profile_url", isLinked ? link : "");
      one.put("account_id", id.isEmpty() || all.isEmpty() ? id : id + "-" + (all.size() + 1));
      all.addAll(oneAccount(one));
    }
    return all;
  }

  private List<Map<String, String>> oneAccount(Map<String, String> cells) {
    for (String column : List.of("handle", "profile_url")) {
      if (RowConversion.isBlank(RowConversion.get(cells, column))) {
        cells.put(column, "");
      }
      AccountText.Place place = AccountText.Place.of(RowConversion.get(cells, column));
      if (place.text().isEmpty() && place.status().isEmpty()) {
        cells.put(column, "");
      }
      if (place.status().isPresent() && RowConversion.isBlank(RowConversion.get(cells, "status"))) {
        cells.put(column, place.text());
        put(place.status().get(), cells);
      }
    }
    sortOut(cells);
    Matcher named = NAMED.matcher(RowConversion.get(cells, "handle").strip());
    if (named.matches() && Platforms.isKnown(Platforms.canonical(named.group(1)))) {
      cells.put("handle", named.group(2));
      if (RowConversion.get(cells, "platform").isEmpty()) {
        cells.put("platform", named.group(1));
      }
    }
    Matcher remark = REMARK.matcher(RowConversion.get(cells, "handle").strip());
    if (remark.matches() && Platforms.isKnown(Platforms.canonical(remark.group(2)))) {
      cells.put("handle", remark.group(1));
      if (RowConversion.get(cells, "platform").isEmpty()) {
        cells.put("platform", remark.group(2));
      }
    }
    String site = RowConversion.get(cells, "site_name_purpose");
    String written = RowConversion.get(cells, "handle");
    if (Stream.of(site, written, RowConversion.get(cells, "profile_url")).allMatch(String::isEmpty)
        && RowConversion.get(cells, "platform").isEmpty()) {
      return List.of();
    }
    String all = String.join(" ", written, site);
    if (RowConversion.get(cells, "profile_url").isEmpty()) {
      AccountText.address(all).ifPresent(address -> cells.put("profile_url", address));
    }
    if (RowConversion.get(cells, "platform").isEmpty()) {
      Stream.of(RowConversion.get(cells, "profile_url"), written, site)
          .flatMap(text -> AccountText.platform(text).stream())
          .findFirst()
          .or(this::platformOfSheet)
          .ifPresent(platform -> cells.put("platform", platform));
    }
    if (written.isEmpty()) {
      AccountText.handle(site)
          .or(
              () ->
                  Platforms.link(RowConversion.get(cells, "profile_url"))
                      .map(Platforms.Link::handle)
                      .filter(handle -> !handle.isEmpty()))
          .ifPresent(handle -> cells.put("handle", handle));
    }
    Platforms.link(RowConversion.get(cells, "profile_url"))
        .map(Platforms.Link::userId)
        .filter(id -> !id.isEmpty() && RowConversion.get(cells, "platform_user_id").isEmpty())
        .filter(id -> id.matches("\\d{1,25}"))
        .ifPresent(id -> cells.put("platform_user_id", id));
    put(AccountText.Status.of(RowConversion.get(cells, "status")), cells);
    if (RowConversion.get(cells, "account_kind").isEmpty()) {
      cells.put("account_kind", AccountText.kind(site));
    }
    if (RowConversion.get(cells, "account_id").isEmpty()) {
      cells.put("account_id", accountId(cells));
    }
    return List.of(cells);
  }

  private static boolean isLink(String text) {
    return Platforms.link(text).filter(link -> !link.handle().isEmpty()).isPresent();
  }

  /** One of several accounts whose links a cell has. */
  private List<Map<String, String>> linked(Map<String, String> cells, String column, String link) {
    Map<String, String> one = new LinkedHashMap<>(cells);
    one.put("handle", "");
    one.put("profile_url", "");
    one.put("account_id", "");
    one.put(column, link);
    return oneAccount(one);
  }

  /** A handle in the column of addresses, and a name of several words in that of handles. */
  private static void sortOut(Map<String, String> cells) {
    String link = RowConversion.get(cells, "profile_url").strip();
    String handle = RowConversion.get(cells, "handle").strip();
    boolean isHandle =
        HANDLE.matcher(link).matches() && (link.startsWith("@") || isLike(link, handle));
    boolean leadsToOne =
        Platforms.link(link).map(Platforms.Link::handle).filter(h -> !h.isEmpty()).isPresent();
    boolean isName = handle.contains(" ") && !handle.contains("@") && !handle.contains("/");
    if (isName && (isHandle || leadsToOne)) {
      if (RowConversion.get(cells, "site_name_purpose").isEmpty()) {
        cells.put("site_name_purpose", handle);
      }
      cells.put("handle", "");
      handle = "";
    }
    if (isHandle && (handle.isEmpty() || Platforms.handle(handle).equals(Platforms.handle(link)))) {
      cells.put("handle", link);
      cells.put("profile_url", "");
    }
  }

  /** Whether a text has the beginning of a word of a name, as most handles have. */
  private static boolean isLike(String text, String name) {
    return Stream.of(name.split("[^\\p{L}\\p{N}]+"))
        .filter(word -> word.length() >= ALIKE)
        .anyMatch(
            word -> Vocabulary.fold(text).contains(Vocabulary.fold(word.substring(0, ALIKE))));
  }

  /** The platform that is the name of the sheet, where each platform has a sheet of its own. */
  private Optional<String> platformOfSheet() {
    return sheet.source() instanceof RegisterSource.Sheet named
        ? AccountText.platform(named.sheet())
        : Optional.empty();
  }

  private static void put(AccountText.Status status, Map<String, String> cells) {
    cells.put("status", status.word());
    if (RowConversion.get(cells, "closed_on").isEmpty() && isClosed(status.word())) {
      status.date().ifPresent(on -> cells.put("closed_on", on));
    }
  }

  private static boolean isClosed(String status) {
    return Vocabulary.word(Register.ACCOUNTS, "status", Set.of("closed"), status).isPresent();
  }

  /** An id that is the same from export to export: school, platform and handle or name. */
  private String accountId(Map<String, String> cells) {
    String platform = Platforms.canonical(RowConversion.get(cells, "platform"));
    String handle =
        Platforms.link(RowConversion.get(cells, "handle"))
            .map(Platforms.Link::handle)
            .filter(h -> RowConversion.get(cells, "handle").contains("/"))
            .orElse(Platforms.handle(RowConversion.get(cells, "handle")));
    String name = handle.isEmpty() ? RowConversion.get(cells, "site_name_purpose") : handle;
    if (name.isEmpty()) {
      String address = RowConversion.get(cells, "profile_url");
      name =
          Platforms.link(address)
              .map(Platforms.Link::userId)
              .filter(id -> !id.isEmpty())
              .orElse(address.replaceFirst("(?i)^https?://(?:www\\.)?", ""));
    }
    String code =
        AccountText.slug(conversion.academyCode(RowConversion.get(cells, "academy_code")))
            .replaceAll("[^\\p{L}\\p{N}]+", "-");
    String id =
        (code.isEmpty() ? "" : code.toUpperCase(java.util.Locale.ROOT) + "-")
            + AccountText.shortOf(platform);
    String rest = AccountText.slug(name);
    String whole = rest.isEmpty() ? id : id + "-" + rest;
    return whole.length() > 80 ? whole.substring(0, 80) : whole;
  }

  /** The people who run the account of a row, each as an administrator. */
  List<Map<String, String>> administrators(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    Map<String, ColumnSpec> ofAccount = profile.byRegister().get(Register.ACCOUNTS);
    ColumnSpec named = columns.get("person_id");
    if (ofAccount == null || named == null || columns.containsKey("role")) {
      return List.of(cells);
    }
    List<Map<String, String>> account = conversion.convert(Register.ACCOUNTS, ofAccount, row);
    Set<String> people = new LinkedHashSet<>();
    for (String heading : named.headings()) {
      for (int again = 1; again <= MOST_AGAIN; again++) {
        String cell = sheet.text(row, again == 1 ? heading : heading + again);
        BETWEEN_PEOPLE
            .splitAsStream(cell)
            .flatMap(
                part ->
                    TURNED.matcher(part).matches()
                        ? Stream.of(part)
                        : Stream.of(part.split(",\\s+")))
            .map(String::strip)
            .filter(name -> !RowConversion.isBlank(name))
            .forEach(people::add);
      }
    }
    return account.stream()
        .flatMap(
            of ->
                people.stream()
                    .map(
                        person -> {
                          Map<String, String> one = new LinkedHashMap<>(cells);
                          one.put("account_id", RowConversion.get(of, "account_id"));
                          one.put("person_id", person);
                          one.put("role", "administrator");
                          return one;
                        }))
        .toList();
  }
}
