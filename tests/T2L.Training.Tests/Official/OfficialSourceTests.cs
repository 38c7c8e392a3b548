using T2L.Testing;
using T2L.Tokenizers;
using T2L.Tokenizers.ChatTemplates;
using T2L.Training.Benchmarks.Code;
using T2L.Training.Data;
using T2L.Training.Official;
using T2L.Training.Recipes;
using T2L.Training.Rows;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Official;

public sealed class OfficialSourceTests : IDisposable
{
    private readonly TaskFiles _files = new();

    public OfficialSourceTests()
    {
        _files.Task("lonely", ["Say it louder.", "Shout.", "Cry it out.", "Yell."]);
        _files.Rows("lonely", "train", 10);
        _files.Task("measured", ["Number it.", "Count."], split: "train[:7]");
        _files.Rows("measured", "train", 20);
        _files.Task("held_out", ["Nobody trains me."]);
        _files.Rows("held_out", "valid", 600);
        _files.Task("boolq", ["Yes or no."], split: "train");
        _files.Rows("boolq", "train", 3);
        _files.Task("piqa", ["Which is wiser?"], split: "train");
        _files.Write("list.yaml", """
            train_ds_names: [lonely, measured]
            eval_ds_info:
              measured: {descriptions: [Unseen one., Unseen two.]}
              held_out: {descriptions: [Unseen three.]}
              boolq: {descriptions: [Unseen four.]}
              piqa: {descriptions: [Unseen five.]}
            """);
    }

    [Fact]
    public void A_row_becomes_the_prompt_and_the_reply_of_the_chat_template()
    {
        var (set, tokenizer) = Open("t2l-mistral");

        var example = set.Training[0].Draw(new Random(1), Split.Training);

        var number = tokenizer.Decode(example.Answer, skipSpecialTokens: false).Trim(' ', '!', '<', '/', 's', '>');
        Assert.Equal($"<s> [INST] \n\nQ: {number} [/INST]", tokenizer.Decode(example.Prompt, skipSpecialTokens: false));
        Assert.Equal($" {number}!</s>", tokenizer.Decode(example.Answer, skipSpecialTokens: false));
        Assert.Single(example.Prompt, tokenizer.Id("<s>")!.Value);
        Assert.Equal(tokenizer.Id("</s>"), example.Answer[^1]);
    }

    [Fact]
    public void A_checker_reads_the_model_s_own_words_and_not_its_tokens()
    {
        _files.Task("lonely", ["Say it."], rest: "checker: number");
        var (set, tokenizer) = Open("t2l-mistral");
        var task = set.Training[0];

        var example = task.Draw(new Random(1), Split.Training);

        Assert.Equal(tokenizer.Decode(example.Answer).Trim(), example.RightAnswer);
        Assert.True(task.IsRight(example, tokenizer.Encode($"it is {example.RightAnswer!.TrimEnd('!')}", addSpecialTokens: false)));
        Assert.False(task.IsRight(example, tokenizer.Encode("it is 11", addSpecialTokens: false)));
        Assert.False(set.Training[1].IsRight(example, tokenizer.Encode($"it is {example.RightAnswer!.TrimEnd('!')}", addSpecialTokens: false)));
    }

    [Fact]
    public void Programs_are_right_that_pass_their_tests_where_somebody_lets_them_run()
    {
        if (!File.Exists("/usr/bin/python3"))
            return;
        _files.Task("mbpp", ["Write it."], split: "train");
        _files.Write("data/mbpp/train.jsonl", """{"q": "double n", "a": "def twice(n):\n    return 2 * n\n", "test_list": ["assert twice(4) == 8"]}""");
        _files.Write("list.yaml", "train_ds_names: [mbpp]");
        var (set, tokenizer) = Open("t2l-mistral");
        var unrun = set.Training[0];
        var run = Source(BuiltInTemplates.Get("t2l-mistral"), 512, 128, new PythonRunner("/usr/bin/python3")).Open(tokenizer).Training[0];

        Assert.Null(unrun.Checker);
        Assert.True(Right(run, "Like so:\n```python\ndef twice(n):\n    return n + n\n```\nIt adds."));
        Assert.True(Right(run, "def twice(n):\n    return n + n\n"));
        Assert.False(Right(run, "def twice(n):\n    return n\n"));
        Assert.False(Right(unrun, "def twice(n):\n    return n + n\n"));

        bool Right(LearningTask task, string answer) => task.IsRight(task.Draw(new Random(1), Split.Training), tokenizer.Encode(answer, addSpecialTokens: false));
    }

    [Fact]
    public void The_header_of_the_answer_s_turn_belongs_to_the_reply()
    {
        var (set, tokenizer) = Open("t2l-gemma-2");

        var example = set.Training[0].Draw(new Random(1), Split.Training);

        Assert.EndsWith("<end_of_turn>\n", tokenizer.Decode(example.Prompt, skipSpecialTokens: false), StringComparison.Ordinal);
        Assert.Matches("^<start_of_turn>model\n[0-9]!<end_of_turn>\n$", tokenizer.Decode(example.Answer, skipSpecialTokens: false));
    }

    [Fact]
    public void Prompt_and_reply_together_are_cut_to_the_limit() =>
        Assert.Equal(20, Open("t2l-mistral", maxTokens: 20).Set.Training[0].Draw(new Random(1), Split.Training).Length);

    [Fact]
    public void A_measured_task_trains_on_nine_tenths_and_is_measured_on_the_rest()
    {
        var (set, tokenizer) = Open("t2l-mistral");
        var task = set.Measures.Single(measure => measure.Name == "val_seen").Tasks.Single();

        Assert.Equal("measured", task.Id);
        Assert.Equal(Enumerable.Range(0, 18), Drawn(task, Split.Training, tokenizer));
        Assert.Equal([18, 19], Drawn(task, Split.Test, tokenizer));
        Assert.Equal(Enumerable.Range(0, 10), Drawn(set.Training[0], Split.Training, tokenizer));
    }

    [Fact]
    public void Held_out_tasks_and_benchmarks_are_measured_on_the_splits_kept_for_it()
    {
        var (set, tokenizer) = Open("t2l-mistral");

        Assert.Equal(["held_out"], set.Measures.Single(measure => measure.Name == "val_unseen").Tasks.Select(task => task.Id));
        var heldOut = Drawn(set.Measures.Single(measure => measure.Name == "val_unseen").Tasks[0], Split.Test, tokenizer);
        Assert.Equal(499, heldOut.Max());
        Assert.Equal(["boolq"], set.Measures.Single(measure => measure.Name == "val_benchmark").Tasks.Select(task => task.Id));
        Assert.Equal($"not measured, since there is no data under {_files.Data}: piqa", set.Note);
    }

    [Fact]
    public void The_benchmarks_decide_which_weights_are_best() =>
        Assert.Equal(["val_benchmark", "val_unseen", "val_seen"], Open("t2l-mistral").Set.Measures.Select(measure => measure.Name));

    [Fact]
    public void A_task_says_whether_it_has_wordings_that_training_never_sees()
    {
        Assert.Equal([false, true], Open("t2l-mistral").Set.Training.Select(task => task.HasUnseenWordings));
        Assert.Equal([true, true], Open("t2l-mistral", descriptions: 3).Set.Training.Select(task => task.HasUnseenWordings));
    }

    [Fact]
    public void Training_sees_the_first_descriptions_and_measuring_none_of_them()
    {
        var set = Open("t2l-mistral", descriptions: 3).Set;

        Assert.Equal(["Say it louder.", "Shout.", "Cry it out."], set.Training[0].Descriptions(128, new Random(1), Wording.Training));
        Assert.Equal("Yell.", set.Training[0].Describe(new Random(1), Wording.Unseen));
        Assert.Equal(["Unseen one.", "Unseen two."], set.Training[1].Descriptions(128, new Random(1), Wording.Unseen));
    }

    [Fact]
    public void A_training_task_without_data_names_the_places_that_were_looked_at()
    {
        Directory.Delete(Path.Combine(_files.Data, "lonely"), recursive: true);

        var refusal = Assert.Throws<DataFormatException>(() => Open("t2l-mistral"));

        Assert.Contains("no data for split 'train'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_files.Data, "lonely", "train.jsonl"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("own/lonely", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_that_names_what_rows_lack_is_refused_before_training()
    {
        _files.Write("data/measured/train.jsonl", string.Join('\n', Enumerable.Repeat("""{"question": "x", "a": "y"}""", 20)));

        Assert.Contains("row 1 has no 'q'; it has question, a.", Assert.Throws<DataFormatException>(() => Open("t2l-mistral")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hypernetwork_is_trained_on_task_folders()
    {
        var nano = Path.Combine(Repository.Root, "models", "nano");
        var template = ChatTemplate.Parse("{% for m in messages %}{{ m.content }}{{ '<eos>' if m.role == 'assistant' else '<sep>' }}{% endfor %}");
        var output = Path.Combine(_files.Root, "hypernetwork");
        var notes = new Notes();

        SftRecipe.Run(Source(template, 512, 128), new SftOptions
        {
            BaseModel = Path.Combine(nano, "base"), Encoder = Path.Combine(nano, "encoder"), Output = output,
            Steps = 2, TasksPerStep = 2, ExamplesPerTask = 2, Workers = 1, Hypernetwork = new() { LatentSize = 16, HeadInputSize = 16 },
        }, notes);

        Assert.True(File.Exists(Path.Combine(output, "hypernetwork.safetensors")));
        Assert.Contains(notes.Reports, report => report.Note?.Contains("piqa", StringComparison.Ordinal) == true);
        Assert.All(notes.Reports.Where(report => report.Note is null), report => Assert.True(double.IsFinite(report.Loss)));
    }

    private static IEnumerable<int> Drawn(LearningTask task, Split split, Tokenizer tokenizer)
    {
        var random = new Random(7);
        return Enumerable.Range(0, 6000)
            .Select(_ => int.Parse(tokenizer.Decode(task.Draw(random, split).Answer).Trim(' ', '!'), System.Globalization.CultureInfo.InvariantCulture))
            .Distinct().Order().ToList();
    }

    private (LearningSet Set, Tokenizer Tokenizer) Open(string template, int maxTokens = 512, int descriptions = 128)
    {
        var characters = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)) + "\n";
        CharacterTokenizer.Write(_files.Root, characters, ["<unk>", "<s>", "</s>"], "$A", "<unk>");
        var tokenizer = Tokenizer.Load(_files.Root);
        return (Source(BuiltInTemplates.Get(template), maxTokens, descriptions).Open(tokenizer), tokenizer);
    }

    private OfficialSource Source(ChatTemplate template, int maxTokens, int descriptions, PythonRunner? python = null) => new(
        new() { List = Path.Combine(_files.Root, "list.yaml"), Tasks = _files.Tasks, Data = _files.Data, MaxTokens = maxTokens, DescriptionsPerTask = descriptions, Python = python }, template);

    private sealed class Notes : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }

    public void Dispose() => _files.Dispose();
}
