namespace T2L.Models.Tokenization;

/// <summary>A stretch of text on its way to tokens.</summary>
/// <param name="Text">The characters.</param>
/// <param name="AtStart">Whether it begins where the whole text begins; some schemes mark only that place.</param>
internal readonly record struct Piece(string Text, bool AtStart);
