using System.Text.Json;
using T2L.Testing;
using T2L.Training.Tasks;
using T2L.Training.Tasks.Descriptions;

namespace T2L.Training.Tests.Tasks;

/// <summary>Ten wishes, each put in words by three writers: brisk, chatty, and hurried with typing errors. Written before any model had read them.</summary>
public sealed class EverydayTests
{
    private static readonly List<Sentence> Sentences =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "T2L.Training.Tests", "Tasks", "everyday.jsonl")).Select(line => JsonSerializer.Deserialize<Sentence>(line, JsonSerializerOptions.Web)!)];

    [Fact]
    public void Every_sentence_is_solved_by_the_task_it_names()
    {
        var suite = TaskSuite.Nano(0);
        Assert.All(Sentences, sentence => Assert.All(sentence.Examples, example => Assert.Equal(example.Answer, suite.Find(sentence.Task).Answer(example.Input))));
    }

    [Fact]
    public void Every_writer_asks_for_the_same_ten_tasks() =>
        Assert.All(Sentences.GroupBy(sentence => sentence.Writer), writer =>
            Assert.Equal(Sentences.Take(10).Select(sentence => sentence.Task), writer.Select(sentence => sentence.Task)));

    [Fact]
    public void Five_of_thirty_are_phrases_of_the_suite_as_short_wishes_tend_to_be()
    {
        var phrases = DescriptionWriter.Default.Phrases.All.SelectMany(operation => operation.Phrases.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(5, Sentences.Count(sentence => phrases.Contains(sentence.Description.TrimEnd('.', '?', '!'))));
    }

    private sealed record Sentence(string Writer, string Description, IReadOnlyList<TaskExample> Examples, string Task);
}
