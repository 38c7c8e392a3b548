namespace T2L.Embedding.Tokenization;

/// <summary>A token that is found in the text as it stands, before words are cut.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="Special">Left out of decoded text on demand.</param>
/// <param name="Normalized">Looked for in the normalised text instead of the raw one.</param>
/// <param name="SingleWord">Only where no letter or digit touches it.</param>
/// <param name="StripLeft">White space before it belongs to it.</param>
/// <param name="StripRight">White space after it belongs to it.</param>
internal sealed record AddedToken(
    int Id, string Content, bool Special, bool Normalized = false, bool SingleWord = false, bool StripLeft = false, bool StripRight = false);
