namespace T2L.Training.Tasks.Descriptions;

/// <summary>The grammar of a phrase: which place of a sentence it fits.</summary>
internal enum PhraseForm
{
    /// <summary>An order: "write the word backwards".</summary>
    Do,

    /// <summary>A thing: "the word in reverse order". Fits after "the answer is".</summary>
    Noun,

    /// <summary>A question without its mark: "what is the word spelled backwards".</summary>
    Ask,

    /// <summary>A label: "backwards".</summary>
    Tag,

    /// <summary>Formats only, the end of a sentence: "in square brackets".</summary>
    Tail,

    /// <summary>Formats only, a sentence of its own: "the answer goes in square brackets".</summary>
    Say,
}
