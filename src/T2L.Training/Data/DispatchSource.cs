using T2L.Tokenizers;

namespace T2L.Training.Data;

/// <summary>One task made of another source's: to say which of them an input belongs to. For the classification expert of two-pass adaptation.</summary>
/// <param name="tasks">The source whose training tasks are told apart.</param>
public sealed class DispatchSource(LearningSource tasks) : LearningSource
{
    internal override string Fingerprint => " dispatch" + tasks.Fingerprint;

    internal override LearningSet Open(Tokenizer tokenizer)
    {
        var told = tasks.Open(tokenizer).Training;
        return told.Count > 1
            ? new LearningSet([new DispatchTask(told, tokenizer)], [])
            : throw new ArgumentException($"There is {told.Count} task to tell apart; a classification expert needs at least 2. Name more: --task.");
    }
}
