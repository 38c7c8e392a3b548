namespace T2L.Adapters.Export.Checks;

/// <summary>What a server does with an adapter.</summary>
public enum FindingKind
{
    /// <summary>It does not load the adapter.</summary>
    Refuses,

    /// <summary>It loads the adapter and computes something else than PEFT, without a word.</summary>
    SilentlyWrong,

    /// <summary>It depends on the server's version or settings.</summary>
    Depends,
}
