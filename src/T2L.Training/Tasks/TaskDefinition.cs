using T2L.Training.Tasks.Descriptions;
using T2L.Training.Tasks.Inputs;

namespace T2L.Training.Tasks;

/// <summary>A task: an operation and an answer format, with endless examples and English descriptions.</summary>
public sealed class TaskDefinition
{
    internal TaskDefinition(Operation operation, AnswerFormat format)
    {
        Operation = operation;
        Format = format;
        Id = $"{operation.Name}/{format.Name}";
        Code = new TaskCode(operation.First.Name, operation.Second?.Name ?? TaskCode.None, format.Tag);
    }

    /// <summary>The stable name: <c>word.reverse/plain</c>, <c>word.reverse+upper/brackets</c>.</summary>
    public string Id { get; }

    /// <summary>What is done to the input.</summary>
    public Operation Operation { get; }

    /// <summary>The first (or only) primitive of the operation.</summary>
    public Operation First => Operation.First;

    /// <summary>The second primitive of the operation, or nothing.</summary>
    public Operation? Second => Operation.Second;

    /// <summary>How the answer is dressed.</summary>
    public AnswerFormat Format { get; }

    /// <summary>The kind of input.</summary>
    public InputKind Kind => Operation.Kind;

    /// <summary>The family: the name of the operation, shared by the tasks that differ only in format.</summary>
    public string Family => Operation.Name;

    /// <summary>The three tags that stand for this task in pre-training.</summary>
    public TaskCode Code { get; }

    /// <summary>The right answer to an input of this task's kind.</summary>
    public string Answer(string input) => Format.Apply(Operation.Apply(input));

    /// <summary>Draws an example.</summary>
    /// <param name="random">The source of chance; equal sources give equal examples.</param>
    /// <param name="split">The part of the inputs to draw from.</param>
    public TaskExample Sample(Random random, Split split = Split.Training)
    {
        var sampler = InputSampler.Of(Kind);
        var input = sampler.Sample(random, split);
        if (Operation.IsQuestion)
        {
            var wanted = random.Next(2) == 0 ? Operation.Yes : Operation.No;
            while (Operation.Apply(input) != wanted)
                input = sampler.Sample(random, split);
        }
        return new TaskExample(input, Answer(input));
    }

    /// <summary>Draws an English description of the task.</summary>
    /// <param name="random">The source of chance; equal sources give equal descriptions.</param>
    /// <param name="wording">The wordings to draw from.</param>
    public string Describe(Random random, Wording wording) => DescriptionWriter.Default.Write(this, random, wording);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
