namespace T2L.Training.Tasks.Inputs;

/// <summary>What is known of one noun.</summary>
internal sealed record LexiconEntry(string Noun, string French, string Spanish, string German, string Category);
