namespace T2L.Tokenizers;

/// <summary>A stretch of text on its way to tokens.</summary>
/// <param name="Text">The characters.</param>
/// <param name="AtStart">Whether it begins where the whole text begins; some schemes mark only that place.</param>
internal readonly record struct Piece(string Text, bool AtStart);
