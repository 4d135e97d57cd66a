package io.larder.internal.config;

import io.larder.internal.error.ConfigurationErrors;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The settings of one YAML file. Used once, by one thread.
 *
 * <p>Works on YAML's nodes and constructs no objects: every scalar is the text that stands there (no {@code on} that is
 * true, no {@code 0123} that is 83), and every setting knows its line.
 */
final class YamlSettings {

    /** The most bytes a file may have. */
    static final int LONGEST_FILE = 1 << 20;

    private static final String ROOT = "larder";
    private static final String CACHES = ROOT + ".caches";
    private static final Set<String> SECTIONS =
            Set.of(ROOT, CACHES, ROOT + ".defaults", ROOT + ".tls", ROOT + ".locks");
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);
    private static final int DEEPEST = 20;

    private final FoundFile file;
    private final Placeholders placeholders;
    private final List<Setting> settings = new ArrayList<>();

    private YamlSettings(FoundFile file, Placeholders placeholders) {
        this.file = file;
        this.placeholders = placeholders;
    }

    /**
     * Reads a file.
     *
     * @throws javax.cache.CacheException if it is not the YAML it should be, or has a key that Larder does not know
     */
    static List<Setting> read(FoundFile file, Placeholders placeholders) {
        YamlSettings reader = new YamlSettings(file, placeholders);
        Node document = reader.compose();
        if (document != null && !isNothing(document)) {
            reader.readDocument(reader.mapping(document));
        }
        return reader.settings;
    }

    private @Nullable Node compose() {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setCodePointLimit(LONGEST_FILE);
        try {
            return new Yaml(new SafeConstructor(limits)).compose(new StringReader(text()));
        } catch (MarkedYAMLException e) { // its message quotes the file, where secrets may be
            throw badYaml(e.getProblemMark(), "it is not well formed; texts with special characters need quotes");
        } catch (YAMLException e) {
            throw badYaml(null, "it has aliases of mappings or lists, is nested too deeply, or is no text");
        }
    }

    private String text() {
        if (file.content().length > LONGEST_FILE) {
            throw badYaml(null, "it is too long");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw badYaml(null, "it is not UTF-8");
        }
    }

    private void readDocument(MappingNode document) {
        boolean rooted = document.getValue().stream()
                .map(entry -> name(entry.getKeyNode()))
                .anyMatch(name -> name.equals(ROOT) || name.startsWith(SettingKey.ROOT));
        readMapping(document, rooted ? "" : SettingKey.ROOT);
    }

    private void readMapping(MappingNode mapping, String prefix) {
        for (NodeTuple entry : entries(mapping)) {
            readEntry(prefix + name(entry.getKeyNode()), entry.getValueNode());
        }
    }

    private void readEntry(String key, Node value) {
        if (key.equals(CACHES)) {
            readCaches(value);
        } else if (SECTIONS.contains(key)) {
            readSection(key + ".", value);
        } else if (value instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            readMapping(mapping, key + ".");
        } else {
            settings.add(Setting.of(key, elements(key, value), source(value)));
        }
    }

    private void readSection(String prefix, Node section) {
        if (!isNothing(section)) {
            readMapping(mapping(section), prefix);
        }
    }

    /** A cache's name is taken as it stands: YAML has quotes of its own. */
    private void readCaches(Node caches) {
        if (isNothing(caches)) {
            return;
        }
        for (NodeTuple cache : entries(mapping(caches))) {
            String section = name(cache.getKeyNode());
            if (!isNothing(cache.getValueNode())) {
                entries(mapping(cache.getValueNode())).forEach(entry -> readCacheEntry(section, entry));
            }
        }
    }

    private void readCacheEntry(String section, NodeTuple entry) {
        String text = SettingKey.CACHES + section + "." + name(entry.getKeyNode());
        String source = source(entry.getValueNode());
        SettingKey key = SettingKey.OfCache.of(section, name(entry.getKeyNode()))
                .orElseThrow(() -> ConfigurationErrors.unknownKey(source, text, NearestKey.to(text)));
        settings.add(new Setting(key, new Value(text, elements(text, entry.getValueNode())), source));
    }

    private List<String> elements(String key, Node value) {
        if (value instanceof SequenceNode sequence) {
            return plain(sequence).getValue().stream()
                    .map(element -> scalar(key, element))
                    .toList();
        }
        return value instanceof ScalarNode && !isNothing(value) ? List.of(scalar(key, value)) : List.of();
    }

    private String scalar(String key, Node node) {
        if (plain(node) instanceof ScalarNode scalar) {
            return placeholders.replaceIn(scalar.getValue(), key, source(node));
        }
        throw badYaml(node.getStartMark(), "a plain value is expected here");
    }

    private MappingNode mapping(Node node) {
        if (plain(node) instanceof MappingNode mapping) {
            return mapping;
        }
        throw badYaml(node.getStartMark(), "a mapping of keys to values is expected here");
    }

    private List<NodeTuple> entries(MappingNode mapping) {
        Set<String> names = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!names.add(name(entry.getKeyNode()))) {
                throw badYaml(entry.getKeyNode().getStartMark(), "a key is there a second time");
            }
        }
        return mapping.getValue();
    }

    private String name(Node key) {
        if (plain(key) instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw badYaml(key.getStartMark(), "a key must be one text");
    }

    private <N extends Node> N plain(N node) {
        if (!PLAIN_TAGS.contains(node.getTag())) {
            throw badYaml(node.getStartMark(), "a value has a type of its own (with !), and only plain ones are read");
        }
        return node;
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private String source(Node node) {
        return place(node.getStartMark());
    }

    private String place(@Nullable Mark mark) {
        return mark == null ? file.name() : file.name() + " line " + (mark.getLine() + 1);
    }

    private RuntimeException badYaml(@Nullable Mark mark, String problem) {
        return ConfigurationErrors.badYaml(place(mark), problem);
    }
}
