package org.invigilator.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.match.DomainList;
import org.invigilator.match.PersonalData;
import org.invigilator.match.Phrases;
import org.invigilator.match.WordList;
import org.invigilator.register.Academy;
import org.invigilator.register.Partner;
import org.invigilator.register.Registers;

/** The word and domain lists, made ready once to be looked up in texts and links. */
public final class WordIndex {
  private final Map<String, String> fingerprints = new HashMap<>();
  private final WordList profanity;
  private final DomainList blocked;
  private final PersonalData personalData;
  private final Phrases phrases = new Phrases();
  private final DomainList solicitationHosts;
  private final DomainList thirdPartyHosts;
  private final DomainList approvedHosts;
  private final DomainList shorteners;

  WordIndex(Lists lists, Registers registers, Set<String> trustHosts) {
    lists
        .lines()
        .forEach(
            (name, lines) -> {
              if (!Lists.isBuiltIn(name, lines)) {
                fingerprints.put(name, DigestUtils.sha256Hex(String.join("\n", lines)));
              }
            });
    profanity = new WordList(lists.get("profanity"), lists.get("profanity_allow"));
    blocked = new DomainList(lists.get("domain_block"));
    Lists.PHRASES.forEach(name -> phrases.add(name, phrasesOf(lists.get(name))));
    solicitationHosts = new DomainList(hostsOf(lists.get("solicitation")));
    thirdPartyHosts = new DomainList(hostsOf(lists.get("third_party")));
    shorteners = new DomainList(lists.get("shorteners"));
    List<String> approved = new ArrayList<>(lists.get("domain_allow"));
    approved.addAll(trustHosts);
    registers.partners().stream()
        .map(Partner::domain)
        .filter(d -> !d.isEmpty())
        .forEach(approved::add);
    approvedHosts = new DomainList(approved);
    List<String> contacts = new ArrayList<>(lists.get("helplines"));
    Set<String> mail = new HashSet<>();
    for (Academy academy : registers.academies()) {
      contacts.addAll(academy.publishedContacts());
      mail.addAll(academy.emailDomains());
    }
    personalData = new PersonalData(contacts, mail);
  }

  /** What is in some lists, in short; an empty text where they are those that are built in. */
  public String fingerprint(List<String> names) {
    return names.stream()
        .map(name -> fingerprints.getOrDefault(name, ""))
        .collect(Collectors.joining());
  }

  /** A line of a list that is a host rather than a phrase has a dot and no blank. */
  private static boolean isHost(String line) {
    String first = line.split(";", 2)[0].strip();
    return first.indexOf('.') > 0 && first.indexOf(' ') < 0;
  }

  private static List<String> hostsOf(List<String> lines) {
    return lines.stream().filter(WordIndex::isHost).toList();
  }

  private static List<String> phrasesOf(List<String> lines) {
    return lines.stream().filter(l -> !isHost(l)).toList();
  }

  public Phrases phrases() {
    return phrases;
  }

  /** The fund-raising, shop and campaign sites of the list {@code solicitation}. */
  public DomainList solicitationHosts() {
    return solicitationHosts;
  }

  /** The picture agencies of the list {@code third_party}. */
  public DomainList thirdPartyHosts() {
    return thirdPartyHosts;
  }

  /** The hosts that are approved: those of the list, of the trust, and of its partners. */
  public DomainList approvedHosts() {
    return approvedHosts;
  }

  public DomainList shorteners() {
    return shorteners;
  }

  public WordList profanity() {
    return profanity;
  }

  public DomainList blocked() {
    return blocked;
  }

  public PersonalData personalData() {
    return personalData;
  }
}
