using T2L.Testing;
using T2L.Tokenizers;
using T2L.Training.Data;
using T2L.Training.Losses;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Recipes;

public sealed class LanguageModelDietTests : IDisposable
{
    private static readonly TaskSuite Suite = TaskSuite.Nano(0);
    private static readonly LanguageModelOptions Bundled = new() { Output = "base" };

    private readonly TemporaryDirectory _folder = new();
    private readonly Tokenizer _tokenizer;
    private readonly NanoLayout _layout;

    public LanguageModelDietTests()
    {
        _tokenizer = NanoTokenizer.Create(_folder.Path);
        _layout = new NanoLayout(_tokenizer, Suite);
    }

    [Fact]
    public void Documents_of_the_bundled_base_stay_what_they_were()
    {
        var diet = Diet(Bundled);
        var random = new Random(Seeds.Mix(0, 0));

        var documents = Enumerable.Range(0, 768).Select(_ => Shown(diet.Draw(random))).ToList();

        Assert.Equal([
            "<word.add_ing><none><format.exclamation>seeniel<sep>seenieling!<eos>",
            "<word.rotate_left><word.upper><format.brackets>hoap<sep>[OAPH]<eos>",
            "<n1><n2><n3>320 l<sep>ans: volume<eos>412 t<sep>ans: weight<eos>",
            "<word.last_three><word.add_s><format.exclamation>fouchif<sep>hifs!<eos>",
            "<word.length><none><format.braces>shu<sep>{3}<eos>",
            "<word.swap_ends><none><format.angles>lol<sep><lol><eos>",
        ], documents.Take(6));
        Assert.Equal(4682314804280321697UL, StableHash.Of(string.Join('\n', documents)));
    }

    [Fact]
    public void Everything_is_met_by_default_and_nothing_kept_back_without_it()
    {
        var kept = Kept();
        var (whole, without) = (Diet(Bundled), Diet(Bundled with { WithoutUnseen = true, Instructions = 0.2 }));

        var (all, left) = (Drawn(whole, 6000), Drawn(without, 6000));

        Assert.Contains(all, drawn => kept.Contains(drawn.Task));
        Assert.Equal(Suite.Operations.Count, all.Select(drawn => drawn.Task.Operation).Distinct().Count());
        Assert.DoesNotContain(left, drawn => kept.Contains(drawn.Task));
        Assert.All(left, AssertOfItsTask);
        Assert.Equal(Suite.Operations.Count - 12, left.Select(drawn => drawn.Task.Operation).Distinct().Count());
        Assert.Equal((1644, 1644 - kept.Count), (whole.TaskCount, without.TaskCount));
        Assert.Equal(635, whole.Known.Count);
        Assert.Equal(Suite.Training, without.Known);
    }

    [Fact]
    public void More_training_tasks_than_there_are_count_as_those_there_are() => Assert.Equal(479, Diet(Bundled with { TrainingTasks = 1000 }).TaskCount);

    [Fact]
    public void What_is_kept_back_is_120_tasks_and_12_pairs_in_12_formats() => Assert.Equal(120 + 12 * 12, Kept().Count);

    [Fact]
    public void An_instruction_is_a_description_before_an_input_and_only_its_answer_is_scored()
    {
        var task = Suite.Training[0];
        var diet = Diet(Bundled with { Instructions = 1, FewShotShare = 0, TrainingTasks = 1 });
        var (random, reference) = (new Random(4), new Random(4));

        for (var i = 0; i < 50; i++)
        {
            var document = diet.Draw(random);
            _ = (reference.Next(1), reference.NextDouble(), reference.Next(1)); // a task, a kind of document, a training task
            var description = task.Describe(reference, Wording.Training);
            var example = task.Sample(reference, Split.Training);
            Assert.Equal($"<n1><n2><n3>{description}<eos>{example.Input}<sep>{example.Answer}<eos>", Shown(document));
            Assert.Equal(example.Answer.Length + 1, document.Answer.Count);
            Assert.Equal(document.Answer.Count, document.ScoredLength);
        }
    }

    [Fact]
    public void Shares_are_of_all_documents_and_descriptions_of_training_tasks_alone()
    {
        var diet = Diet(Bundled with { Instructions = 0.3 });
        var training = Suite.Training.ToHashSet();

        var drawn = Drawn(diet, 6000);

        var instructions = drawn.Where(one => IsInstruction(one.Document)).ToList();
        Assert.InRange(instructions.Count / 6000.0, 0.27, 0.33);
        Assert.InRange(drawn.Count(one => _layout.IsCoded(one.Document)) / 6000.0, 0.47, 0.53);
        Assert.All(instructions, one => Assert.Contains(one.Task, training));
        Assert.All(instructions, AssertOfItsTask);
        Assert.Equal(Suite.Training, diet.Described);
        Assert.Empty(Diet(Bundled).Described);
    }

    [Fact]
    public void Noise_leaves_an_instruction_alone()
    {
        using var scope = NewDisposeScope();
        var instruction = Diet(Bundled with { Instructions = 1, FewShotShare = 0 }).Draw(new Random(1));
        var coded = Diet(Bundled with { FewShotShare = 0 }).Draw(new Random(1));
        using var noise = new SlotNoise(rand(3, 16), 1, seed: 5);
        var embeddings = rand(2, 20, 16);

        var blurred = noise.On([.. new[] { instruction, coded }.Select(_layout.IsCoded)])(embeddings);

        Assert.Equal(embeddings[0].data<float>().ToArray(), blurred[0].contiguous().data<float>().ToArray());
        Assert.NotEqual(embeddings[1].contiguous().data<float>().ToArray(), blurred[1].contiguous().data<float>().ToArray());
    }

    [Fact]
    public void The_model_has_places_for_the_longest_document()
    {
        var random = new Random(2);
        var drawn = Drawn(Diet(Bundled with { Instructions = 0.5 }), 6000).Max(one => one.Document.Length);
        var asked = Suite.AllTasks.Max(task => _layout.Described(task.Describe(random, Wording.Unseen), task.Sample(random, Split.Test)).Length);

        Assert.InRange(Math.Max(drawn, asked), 200, LanguageModelRecipe.MaxPositions);
    }

    private LanguageModelDiet Diet(LanguageModelOptions options) => new(Suite, _layout, options);

    private string Shown(TokenizedExample document) => string.Concat(Enumerable.Range(0, document.Length).Select(at => Shown(document[at])));

    private string Shown(int id) => id >= _layout.VocabularySize ? $"<{Suite.Tags[id - _layout.VocabularySize]}>" : _tokenizer.Token(id)!;

    private static List<(TaskDefinition Task, TokenizedExample Document)> Drawn(LanguageModelDiet diet, int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => diet.DrawWithTask(random))];
    }

    // What the diet says is not taken on trust: slots name the task, and every answer in the document is the task's.
    private void AssertOfItsTask((TaskDefinition Task, TokenizedExample Document) drawn)
    {
        var text = Shown(drawn.Document);
        var slots = _layout.IsCoded(drawn.Document) ? string.Concat(NanoLayout.Slots(drawn.Task.Code).Select(tag => $"<{tag}>")) : string.Concat(NanoLayout.NeutralSlots);
        Assert.StartsWith(slots, text, StringComparison.Ordinal);
        var parts = text[slots.Length..].Split(NanoLayout.EndOfSequence, StringSplitOptions.RemoveEmptyEntries).Skip(IsInstruction(drawn.Document) ? 1 : 0).Select(part => part.Split(NanoLayout.Separator));
        Assert.All(parts, part => Assert.Equal(drawn.Task.Answer(part[0]), part[1]));
    }

    // The first end of a document closes the description, and no separator stands before it.
    private bool IsInstruction(TokenizedExample document) => !_layout.IsCoded(document)
        && !Shown(document).Split(NanoLayout.EndOfSequence)[0].Contains(NanoLayout.Separator, StringComparison.Ordinal);

    private static HashSet<TaskDefinition> Kept()
    {
        var trained = Suite.Training.Select(task => task.Family).ToHashSet();
        return [.. Suite.ValidationTasks, .. Suite.UnseenTasks, .. Suite.AllTasks.Where(task => !trained.Contains(task.Family))];
    }

    public void Dispose() => _folder.Dispose();
}
