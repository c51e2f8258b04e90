package org.invigilator.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;

/** Finds the handles and account numbers of pupils in free text, with or without @. */
final class WrittenAccounts {
  /** A handle of so many characters is hardly a word of a sentence. */
  private static final int LONG_HANDLE = 9;

  private static final Pattern ACCOUNT = Pattern.compile("[\\p{L}\\p{N}_.-]+");

  private final Map<String, Set<String>> accounts = new HashMap<>();

  void add(String account, String ref) {
    String handle = Platforms.handle(account);
    if (handle.length() > 2) {
      accounts.computeIfAbsent(Texts.lower(handle), k -> new TreeSet<>()).add(ref);
    }
  }

  /** Adds every mention of an account; a doubtful one is an ordinary word or number too. */
  void find(String text, boolean doubtful, List<PupilMentions.Mention> found) {
    if (accounts.isEmpty()) {
      return;
    }
    Matcher matcher = ACCOUNT.matcher(text);
    while (matcher.find()) {
      int end = matcher.end();
      // A full stop or a hyphen behind a handle ends the sentence.
      while (end > matcher.start() && ".-".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      int from = matcher.start();
      while (from < end && ".-".indexOf(text.charAt(from)) >= 0) {
        from++;
      }
      String handle = Texts.lower(text.substring(from, end));
      Set<String> refs = accounts.get(handle);
      if (refs != null && (doubtful || isDistinct(handle) || isWrittenAsAccount(text, from, end))) {
        boolean at = from > 0 && text.charAt(from - 1) == '@';
        found.add(new PupilMentions.Mention(at ? from - 1 : from, end, refs));
      }
    }
  }

  /** Whether a handle is no word of the language, and a number no ordinary one. */
  private static boolean isDistinct(String handle) {
    return handle.length() >= LONG_HANDLE
        || (handle.length() > 4 && handle.chars().anyMatch(c -> !Character.isLetter(c)));
  }

  /** Whether a handle that may be a word is written as one: with @, in an address, or alone. */
  private static boolean isWrittenAsAccount(String text, int from, int end) {
    char before = from > 0 ? text.charAt(from - 1) : '"';
    char behind = end < text.length() ? text.charAt(end) : '"';
    return before == '@' || before == '/' || (before == '"' && behind == '"');
  }

  /** Whether a long handle is in a text with blanks or other signs between its letters. */
  boolean areSpacedIn(String text) {
    String solid = solidHandle(text);
    return accounts.keySet().stream()
        .map(WrittenAccounts::solidHandle)
        .anyMatch(handle -> handle.length() >= LONG_HANDLE && solid.contains(handle));
  }

  private static String solidHandle(String text) {
    return Texts.lower(text).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
