namespace T2L.Hub;

/// <summary>Why something could not be pulled. The list is closed; <c>docs/errors.md</c> explains each.</summary>
public enum HubError
{
    /// <summary>The name of a repository, a revision or a pattern is spelled wrong.</summary>
    BadReference,

    /// <summary>An environment variable or a profile has a value that cannot be used.</summary>
    BadSetting,

    /// <summary>It is not in the cache, and nothing may be downloaded.</summary>
    NotCached,

    /// <summary>No file of the repository matches the patterns.</summary>
    NothingMatches,

    /// <summary>The server wants a token, or does not know the one it got.</summary>
    Unauthorized,

    /// <summary>The repository's terms have to be accepted first, or the token may not read it.</summary>
    Forbidden,

    /// <summary>There is no such repository.</summary>
    RepositoryNotFound,

    /// <summary>The repository has no such revision.</summary>
    RevisionNotFound,

    /// <summary>The revision has no such file.</summary>
    FileNotFound,

    /// <summary>The server asks for a longer pause than anybody would wait.</summary>
    RateLimited,

    /// <summary>The server cannot be reached, or goes on failing.</summary>
    Unavailable,

    /// <summary>The server's list of files is not what it should be.</summary>
    BadListing,

    /// <summary>The server's list names a file that would lie outside its folder, or that no folder can hold.</summary>
    UnsafePath,

    /// <summary>The server sends somewhere it must not: in circles, to an unencrypted address, out of the web.</summary>
    BadRedirect,

    /// <summary>The server sent another answer than the one asked for.</summary>
    BadAnswer,

    /// <summary>A file has another size than the server's list says.</summary>
    SizeMismatch,

    /// <summary>A file has another content than the server's list says.</summary>
    HashMismatch,

    /// <summary>The disk has no room for what is missing.</summary>
    DiskFull,

    /// <summary>The cache cannot be written or holds something unexpected.</summary>
    CacheUnusable,
}
