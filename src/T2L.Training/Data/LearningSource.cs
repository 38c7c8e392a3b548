using T2L.Models;
using T2L.Tokenizers;

namespace T2L.Training.Data;

/// <summary>Where a recipe's tasks come from.</summary>
public abstract class LearningSource
{
    private protected LearningSource()
    {
    }

    /// <summary>Part of a run's identity: a checkpoint made from other tasks is not gone on with. Empty for the nano suite, whose seed says it all.</summary>
    internal abstract string Fingerprint { get; }

    /// <summary>Lays the tasks out for a base model, whose tokens the examples are.</summary>
    internal LearningSet Open(LanguageModel baseModel) => Open(baseModel.Tokenizer);

    /// <summary>The same for whoever has its tokenizer alone.</summary>
    internal abstract LearningSet Open(Tokenizer tokenizer);
}
