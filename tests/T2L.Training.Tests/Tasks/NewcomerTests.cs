using System.Text.Json;
using T2L.Testing;
using T2L.Training.Tasks;
using T2L.Training.Tasks.Descriptions;
using T2L.Training.Tasks.Operations;

namespace T2L.Training.Tests.Tasks;

/// <summary>Descriptions as a newcomer would write them: made by hand, never trained on, there to measure with.</summary>
public sealed class NewcomerTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly List<Sentence> Sentences =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "T2L.Training.Tests", "Tasks", "newcomer.jsonl")).Select(line => JsonSerializer.Deserialize<Sentence>(line, Json)!)];

    [Fact]
    public void Every_sentence_is_solved_by_the_task_it_names()
    {
        var suite = TaskSuite.Nano(0);
        Assert.Equal(33 + 48, Sentences.Count);
        Assert.All(Sentences, sentence => Assert.Equal(sentence.Answer, suite.Find(sentence.Task).Answer(sentence.Input)));
    }

    [Fact]
    public void No_sentence_is_a_phrase_of_the_suite()
    {
        var phrases = DescriptionWriter.Default.Phrases.All.SelectMany(operation => operation.Phrases.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var made = Sentences.Where(sentence => phrases.Contains(sentence.Description.TrimEnd('.', '?', '!'))).Select(sentence => sentence.Description);
        // These three are what everybody tries first, so training may have them; all the others are the honest measure.
        Assert.Equal(["Write the word backwards.", "What month is this date in?", "add five to the number"], made);
    }

    [Fact]
    public void Most_sentences_ask_for_a_plain_answer_as_most_people_do() =>
        Assert.InRange(Sentences.Count(sentence => sentence.Task.EndsWith("/plain", StringComparison.Ordinal)), 65, 79);

    [Fact]
    public void Hasty_notes_and_learners_of_English_are_among_the_writers() =>
        Assert.All(new[] { "note", "non-native" }, style => Assert.True(Sentences.Count(sentence => sentence.Style == style) >= 15));

    [Fact]
    public void The_operations_that_came_with_the_second_suite_are_asked_for() =>
        Assert.All(
            OperationCatalog.Primitives.Where(operation => operation.IsQuestion || operation.Kind is InputKind.Measure or InputKind.NumberPair || operation.ShortName is "last_three" or "rotate_right"),
            operation => Assert.Contains(Sentences, sentence => sentence.Task.StartsWith(operation.Name + "/", StringComparison.Ordinal)));

    private sealed record Sentence(string Description, string Input, string Answer, string Style, string Task);
}
