using T2L.Training.Tasks;
using T2L.Training.Tasks.Descriptions;
using T2L.Training.Tasks.Inputs;
using T2L.Training.Tasks.Operations;

namespace T2L.Training.Tests.Tasks.Descriptions;

public sealed class PhraseBookTests
{
    private const string Reverse = """
        let x = {the word|it}
        operation: reverse
        do {write|spell|give|show|print|say} $x backwards
        noun {the reverse|the mirror image|the backward form|the reversed form} of {the word|the input|this word|any word|a word}
        """;

    private static readonly PhraseBook Book = PhraseBook.Load();

    public static TheoryData<string> Names { get; } = [.. Book.All.Select(phrases => phrases.Name)];

    [Fact]
    public void Holds_every_operation_and_every_format() => Assert.Equal(73 + 12, Book.All.Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_at_least_twenty_templates_of_an_operation_and_fifteen_of_a_format(string name)
    {
        var phrases = Of(name);
        var least = name.StartsWith("format.", StringComparison.Ordinal) ? 15 : 20;
        Assert.True(phrases.Templates.Count >= least, $"{phrases.Templates.Count} templates");
        Assert.True(phrases.Phrases.Count >= 100, $"{phrases.Phrases.Count} phrases");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_template_keeps_a_phrase_in_training_so_that_no_reserved_one_comes_from_a_template_never_met(string name)
    {
        var phrases = Of(name);
        var training = Sets(phrases, PhraseRole.Input).SelectMany(set => set.Training).Select(phrase => phrases.Phrases[phrase]).ToHashSet();
        Assert.All(phrases.Templates, template => Assert.Contains(template, training));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_and_reserved_phrases_are_disjoint_in_all_roles(string name)
    {
        var sets = Enum.GetValues<PhraseRole>().SelectMany(role => Sets(Of(name), role)).ToList();
        var training = sets.SelectMany(set => set.Training).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(sets.SelectMany(set => set.Reserved), training.Contains);
    }

    [Fact]
    public void About_a_fifth_of_all_phrases_is_reserved()
    {
        var reserved = Book.All.SelectMany(phrases => Sets(phrases, PhraseRole.Input)).Sum(set => set.Reserved.Count());
        Assert.InRange((double)reserved / Book.All.Sum(phrases => phrases.Phrases.Count), 0.17, 0.22);
    }

    [Fact]
    public void No_phrase_belongs_to_two_operations_or_formats()
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var phrases in Book.All)
            Assert.All(phrases.Phrases.Keys, phrase => Assert.True(owners.TryAdd(phrase, phrases.Name), $"'{phrase}' is also in {owners[phrase]}"));
    }

    [Fact]
    public void Second_operations_have_phrases_about_a_result_and_with_a_hole()
    {
        foreach (var second in WordOperations.GridSecond)
            foreach (var wording in Enum.GetValues<Wording>())
            {
                var phrases = Book.Of(second);
                Assert.True(phrases.Of(PhraseForm.Do, PhraseRole.Result).Has(wording), second.Name);
                Assert.True(phrases.Of(PhraseForm.Do, PhraseRole.Hole).Has(wording), second.Name);
                Assert.True(phrases.Of(PhraseForm.Noun, PhraseRole.Hole).Has(wording), second.Name);
            }
    }

    [Fact]
    public void Phrases_are_small_letters_and_tidy()
    {
        foreach (var phrases in Book.All)
            Assert.All(phrases.Phrases.Keys, phrase =>
            {
                Assert.DoesNotContain("  ", phrase, StringComparison.Ordinal);
                Assert.DoesNotContain(" ,", phrase, StringComparison.Ordinal);
                // Full stops belong to the frames; one inside a phrase would look like the end of a sentence.
                Assert.DoesNotMatch(@"[.?!]( |$)", phrase.Replace(" !", "", StringComparison.Ordinal));
                Assert.Equal(phrase.Trim(), phrase);
                Assert.All(phrase, character => Assert.InRange(character, ' ', '~'));
            });
    }

    [Fact]
    public void Refuses_a_phrase_that_two_operations_claim()
    {
        var error = Assert.Throws<InvalidDataException>(() => new PhraseBook([Parse("word.txt", Reverse), Parse("list.txt", Reverse)]));
        Assert.StartsWith("list.txt:3: 'write the word backwards' is a phrase of 'word.reverse' already.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do write it", "word.txt:1: 'do' stands before the first 'operation:' or 'format:' line.")]
    [InlineData("operation: reverse\nsay", "word.txt:2: expected one of do, noun, ask, tag, tail, say and a template, got 'say '.")]
    [InlineData("operation: reverse\nshout it", "word.txt:2: expected one of do, noun, ask, tag, tail, say and a template, got 'shout it'.")]
    [InlineData("operation: reverse\n# a comment\n\noperation: reverse", "word.txt:4: 'reverse' has a block already; add its templates there.")]
    [InlineData("let x", "word.txt:1: expected 'name = template' with a new name, got 'x'.")]
    [InlineData("operation: reverse\ndo write {it", "word.txt:2: '{' at character 7 is never closed in 'write {it'.")]
    [InlineData("operation: reverse\ndo write it\ndo write it", "word.txt:3: 'write it' says only what other templates of 'word.reverse' say already.")]
    [InlineData("operation: reverse\ndo {write|spell|give|show|print|say|type|put} {it|the word} backwards", "word.txt:2: 'word.reverse' has no 'Noun' phrase for wording Training. Add templates or choices.")]
    public void Refuses_a_bad_file_naming_file_and_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => new PhraseBook([Parse("word.txt", text)])).Message);

    private static OperationPhrases Of(string name) => Book.All.Single(phrases => phrases.Name == name);

    private static IEnumerable<PhraseSet> Sets(OperationPhrases phrases, PhraseRole role) =>
        Enum.GetValues<PhraseForm>().Select(form => phrases.Of(form, role));

    private static PhraseFile Parse(string name, string text)
    {
        using var reader = new StringReader(text);
        return PhraseFile.Parse(name, [.. EmbeddedText.Lines(reader)]);
    }
}
