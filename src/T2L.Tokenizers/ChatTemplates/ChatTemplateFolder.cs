using System.Text;
using System.Text.Json;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.ChatTemplates;

/// <summary>Finds the chat template of a model folder. The newer place, a file of its own, goes before the field of tokenizer_config.json.</summary>
internal static class ChatTemplateFolder
{
    public const string TemplateFile = "chat_template.jinja";
    public const string ConfigFile = "tokenizer_config.json";
    private const string TokensFile = "special_tokens_map.json";
    private const string FurtherFolder = "additional_chat_templates";
    private const string Default = "default";
    private const int MaxNamed = 64;

    private static readonly string[] TokenNames =
        ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    public static ChatTemplate? Read(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var texts = new Dictionary<string, (string Text, string Source)>(StringComparer.Ordinal);
        if (File.Exists(Path.Combine(directory, ConfigFile)))
            JsonFile.Read(directory, ConfigFile, section => ReadField(section, texts));
        ReadFiles(directory, texts);
        return Parse(texts, ReadTokens(directory), Path.Combine(directory, ConfigFile));
    }

    /// <summary>The special tokens of a model folder; tokenizer_config.json goes before special_tokens_map.json.</summary>
    public static SpecialTokens ReadTokens(string directory)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in new[] { TokensFile, ConfigFile })
            if (File.Exists(Path.Combine(directory, file)))
                JsonFile.Read(directory, file, section => ReadTokens(section, tokens));
        return new SpecialTokens(tokens);
    }

    private static ChatTemplate? Parse(Dictionary<string, (string Text, string Source)> texts, SpecialTokens tokens, string config)
    {
        if (texts.Count == 0)
            return null;
        if (!texts.Remove(Default, out var main))
            throw new ModelFormatException(ModelFormatError.MissingField, config,
                $"chat_template has {string.Join(", ", texts.Keys.Order(StringComparer.Ordinal))}, but none named {Default}.");
        var named = texts.ToDictionary(entry => entry.Key, entry => ChatTemplate.Parse(entry.Value.Text, entry.Value.Source, tokens));
        return ChatTemplate.Parse(main.Text, main.Source, tokens).WithNamed(named);
    }

    private static bool ReadField(JsonSection section, Dictionary<string, (string, string)> texts)
    {
        const string Field = "chat_template";
        if (section.Find(Field) is not { } value)
            return false;
        string source = $"{section.File}, {Field}";
        if (value.ValueKind == JsonValueKind.String)
            texts[Default] = (section.Text(Field), source);
        else if (value.ValueKind != JsonValueKind.Array)
            throw section.Wrong(Field, value, "a text or a list of named texts");
        else
            foreach (var item in Limited(section.Objects(Field), section))
                texts[item.Text("name")] = (item.Text("template"), $"{source} '{item.Text("name")}'");
        return true;
    }

    private static IReadOnlyList<JsonSection> Limited(IReadOnlyList<JsonSection> items, JsonSection section) => items.Count <= MaxNamed
        ? items
        : throw new ModelFormatException(ModelFormatError.TooLarge, section.File, $"chat_template has {items.Count} templates, the limit is {MaxNamed}.");

    private static void ReadFiles(string directory, Dictionary<string, (string, string)> texts)
    {
        string path = Path.Combine(directory, TemplateFile);
        if (File.Exists(path))
            texts[Default] = (ReadText(path), path);
        string further = Path.Combine(directory, FurtherFolder);
        if (!Directory.Exists(further))
            return;
        foreach (string file in Directory.EnumerateFiles(further, "*.jinja").Take(MaxNamed).Order(StringComparer.Ordinal))
            texts[Path.GetFileNameWithoutExtension(file)] = (ReadText(file), file);
    }

    /// <summary>The text of a template's file; too long or not UTF-8 is refused.</summary>
    public static string ReadText(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new ModelFormatException(ModelFormatError.MissingFile, path, "the file does not exist.");
        // A character takes at most four bytes.
        long limit = ChatTemplateLimits.Default.MaxTemplateCharacters * 4L;
        if (info.Length > limit)
            throw new ModelFormatException(ModelFormatError.TooLarge, path, $"the file has {info.Length} bytes, the limit is {limit}.");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            throw new ModelFormatException(ModelFormatError.BadValue, path, "the file is not UTF-8 text.");
        }
    }

    // A token is a text, or an object whose 'content' is that text.
    private static bool ReadTokens(JsonSection section, Dictionary<string, string> tokens)
    {
        foreach (string name in TokenNames)
            if (section.Find(name) is { } value)
                tokens[name] = value.ValueKind == JsonValueKind.Object ? section.Object(name).Text("content") : section.Text(name);
        return true;
    }
}
