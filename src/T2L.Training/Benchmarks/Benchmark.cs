using T2L.Training.Rows;

namespace T2L.Training.Benchmarks;

/// <summary>One benchmark: how its rows become prompts, and what makes an answer right.</summary>
public sealed class Benchmark
{
    internal Benchmark(string name, string template, string target)
    {
        (Name, Template, Target) = (name, PromptTemplate.Parse(template), FieldPath.Parse(target));
        Prefill = _ => "";
    }

    /// <summary>Its name, as in task lists: <c>arc_easy</c>.</summary>
    public string Name { get; }

    /// <summary>Texts that end an answer.</summary>
    public IReadOnlyList<string> Stop { get; internal init; } = [];

    /// <summary>Whether answers are programs; what they are worth shows only when they are run.</summary>
    public bool IsCode => Program is not null;

    /// <summary>Whether worked examples can stand before the question. The reference has none for humaneval; for gsm8k it assembles them, then drops them.</summary>
    public bool TakesExamples { get; internal init; } = true;

    /// <summary>Whether a description can stand before the question. For gsm8k the reference drops it.</summary>
    public bool TakesDescription { get; internal init; } = true;

    /// <summary>The question; our own wording unless <see cref="WithTask"/> took another.</summary>
    internal PromptTemplate Template { get; private init; }

    /// <summary>Where the right answer stands in a row.</summary>
    internal FieldPath Target { get; private init; }

    /// <summary>What is done to a row first.</summary>
    internal Func<Row, Row> Prepare { get; init; } = row => row;

    /// <summary>Beginning of the answer, given to the model.</summary>
    internal Func<Row, string> Prefill { get; init; }

    /// <summary>Whether the answer's turn begins with "Answer:" when worked examples stand before the question.</summary>
    internal bool AnswerMark { get; init; } = true;

    /// <summary>What the evaluation's question changes in the one that training used.</summary>
    internal Func<string, string> FromTraining { get; init; } = template => template;

    /// <summary>Whether an answer (first) is as good as the right one (second); unused for code.</summary>
    internal Func<string, string, bool> IsRight { get; init; } = (_, _) => false;

    /// <summary>The program that is right when it runs to its end; null where answers are no programs.</summary>
    internal Func<string, Row, string>? Program { get; init; }

    /// <summary>This benchmark with the question and the answer's place of a task folder.</summary>
    internal Benchmark WithTask(Official.TaskFolder task) => new(Name, FromTraining(task.UserPrompt.Text), task.Response.Text)
    {
        Stop = Stop, TakesExamples = TakesExamples, TakesDescription = TakesDescription, Prepare = Prepare, Prefill = Prefill, AnswerMark = AnswerMark, IsRight = IsRight, Program = Program,
    };
}
