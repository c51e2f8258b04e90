package org.invigilator.match;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of many texts another one contains, found in one pass over it (Aho and Corasick): a post
 * may have thousands of hashtags, and searching for each in turn would take their number times its
 * length.
 */
public final class Substrings {

  /** What was read of one or more of the texts, letter by letter. */
  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>(4);

    /** The longest other beginning of a text that what was read ends in; none for the root. */
    private @Nullable Node shorter;

    private @Nullable String whole;
    private boolean reported;
  }

  /** So few are searched one after another. */
  private static final int FEW = 8;

  private final Node root = new Node();

  private Substrings(Collection<String> parts) {
    for (String part : parts) {
      Node node = root;
      for (int i = 0; i < part.length(); i++) {
        node = node.next.computeIfAbsent(part.charAt(i), c -> new Node());
      }
      node.whole = part;
    }
    Deque<Node> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Node node = open.remove();
      node.next.forEach(
          (c, child) -> {
            child.shorter = node.shorter == null ? root : step(node.shorter, c);
            open.add(child);
          });
    }
  }

  private Node step(Node from, char c) {
    for (Node node = from; node != null; node = node.shorter) {
      Node next = node.next.get(c);
      if (next != null) {
        return next;
      }
    }
    return root;
  }

  /** Those of the texts that do not stand in another one, in their order. */
  public static List<String> missing(String text, Collection<String> parts) {
    if (parts.size() <= FEW && containsAll(text, parts)) {
      return List.of();
    }
    Set<String> there = in(text, parts);
    return parts.stream().filter(part -> !there.contains(part)).toList();
  }

  private static boolean containsAll(String text, Collection<String> parts) {
    for (String part : parts) {
      if (!text.contains(part)) {
        return false;
      }
    }
    return true;
  }

  /** Those of the texts that stand in another one. */
  static Set<String> in(String text, Collection<String> parts) {
    Set<String> found = new HashSet<>();
    if (parts.isEmpty()) {
      return found;
    }
    Substrings search = new Substrings(parts);
    Node node = search.root;
    search.report(node, found);
    for (int i = 0; i < text.length(); i++) {
      node = search.step(node, text.charAt(i));
      search.report(node, found);
    }
    return found;
  }

  /** Notes what ends here; what was noted once need not be followed again. */
  private void report(Node at, Set<String> found) {
    for (Node node = at; node != null && !node.reported; node = node.shorter) {
      node.reported = true;
      if (node.whole != null) {
        found.add(node.whole);
      }
    }
  }
}
