namespace T2L.Api.Security;

/// <summary>The way to the sign-in page and back.</summary>
internal static class SignInAddress
{
    public const string Path = "/sign-in";

    public static string For(HttpRequest request) => $"{Path}?to={Uri.EscapeDataString(request.Path + request.QueryString)}";

    /// <summary>Where to go after signing in: a page of this server and no other, whatever the link said.</summary>
    public static string Back(string? to) =>
        to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) && !to.StartsWith(Path, StringComparison.Ordinal) ? to : "/";
}
