using T2L.Training.Tasks.Inputs;
using T2L.Training.Tasks.Operations;

namespace T2L.Training.Tasks.Descriptions;

/// <summary>The phrases of all operations and formats, checked as a whole.</summary>
internal sealed class PhraseBook
{
    private static readonly string[] FileNames = ["word", "list", "number", "date", "time", "record", "noun", "measure", "pair", "format"];
    private static readonly PhraseForm[] OperationForms = [PhraseForm.Do, PhraseForm.Noun];
    private static readonly PhraseForm[] FormatForms = [PhraseForm.Do, PhraseForm.Tail, PhraseForm.Say];
    private readonly Dictionary<string, OperationPhrases> _phrases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _inputs = new(StringComparer.Ordinal);

    public PhraseBook(IEnumerable<PhraseFile> files)
    {
        var owners = new Dictionary<string, OperationPhrases>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (file.Slots.TryGetValue("a", out var template))
                _inputs[Prefix(file)] = new TemplateExpander(file.Slots).Expand(template);
            foreach (var block in file.Blocks)
                Add(new OperationPhrases($"{Prefix(file)}.{block.Name}", block, file), owners);
        }
    }

    /// <summary>The phrases inside the assembly.</summary>
    public static PhraseBook Load()
    {
        var book = new PhraseBook(FileNames.Select(name => PhraseFile.Parse(name + ".txt", EmbeddedText.Lines($"Phrases.{name}.txt"))));
        book.RequireExactly([.. OperationCatalog.Primitives.Select(operation => operation.Name), .. AnswerFormat.All.Select(format => format.Tag)]);
        return book;
    }

    public IEnumerable<OperationPhrases> All => _phrases.Values;

    public OperationPhrases Of(Operation primitive) => _phrases[primitive.Name];

    public OperationPhrases Of(AnswerFormat format) => _phrases[format.Tag];

    /// <summary>Ways to name the input of an operation: "a word", "a single word".</summary>
    public IReadOnlyList<string> InputsOf(Operation operation) => _inputs[operation.Name[..operation.Name.IndexOf('.', StringComparison.Ordinal)]];

    private void Add(OperationPhrases phrases, Dictionary<string, OperationPhrases> owners)
    {
        foreach (var (phrase, template) in phrases.Phrases)
            if (!owners.TryAdd(phrase, phrases))
                throw phrases.File.Error(template.Line, $"'{phrase}' is a phrase of '{owners[phrase].Name}' already. A phrase must tell one operation from all others.");
        foreach (var form in phrases.File.Name == "format.txt" ? FormatForms : OperationForms)
            foreach (var wording in Enum.GetValues<Wording>())
                if (!phrases.Of(form).Has(wording))
                    throw phrases.File.Error(phrases.Templates is [var first, ..] ? first.Line : 0, $"'{phrases.Name}' has no '{form}' phrase for wording {wording}. Add templates or choices.");
        _phrases.Add(phrases.Name, phrases);
    }

    private void RequireExactly(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => !_phrases.ContainsKey(name)) is { } missing)
            throw new InvalidDataException($"The phrase files have no block for '{missing}'.");
        if (_phrases.Values.FirstOrDefault(phrases => !names.Contains(phrases.Name)) is { } unknown)
            throw unknown.File.Error(unknown.Templates is [var first, ..] ? first.Line - 1 : 0, $"'{unknown.Name}' is neither an operation nor a format.");
    }

    private static string Prefix(PhraseFile file) => Path.GetFileNameWithoutExtension(file.Name);
}
