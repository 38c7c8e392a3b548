namespace T2L.Models.Generation;

/// <summary>One produced token of one row, told as it happens.</summary>
/// <param name="Row">Place of the request in the batch.</param>
/// <param name="Token">The token; null where the row ended without one.</param>
/// <param name="Text">Text that is certain now and was not before; the pieces of a row, joined, are its result's text.</param>
/// <param name="Result">The whole, at the row's last step; null before.</param>
public readonly record struct GenerationStep(int Row, int? Token, string Text, GenerationResult? Result);
