using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using T2L.Registry.Hosting;

namespace T2L.Api.Security;

/// <summary>A browser's sign-in: the key, encrypted, in a cookie that scripts do not see and other sites do not send. A revoked key ends it.</summary>
internal sealed class SessionCookie
{
    private const string Name = "t2l-session";
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);
    private readonly Lazy<ITimeLimitedDataProtector> _protector;

    // Made at the first sign-in: a server that asks nobody writes no keys.
    public SessionCookie(IOptions<StorageOptions> storage, IHostEnvironment host) => _protector = new(() =>
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(storage.Value.Root, host.ContentRootPath), "sign-in"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return DataProtectionProvider.Create(folder, setup => setup.SetApplicationName("t2l")).CreateProtector("session").ToTimeLimitedDataProtector();
    });

    /// <summary>Signs in.</summary>
    public void Set(HttpContext http, string secret) => http.Response.Cookies.Append(Name, _protector.Value.Protect(secret, Lasts), Rules(http, Lasts));

    /// <summary>Signs out.</summary>
    public static void Remove(HttpContext http) => http.Response.Cookies.Delete(Name, Rules(http, lasts: null));

    /// <summary>The key that somebody signed in with; null without one.</summary>
    public string? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 and < 4096 } cookie)
            return null;
        try
        {
            return _protector.Value.Unprotect(cookie);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // made up, too old, or of another server
        }
    }

    private static CookieOptions Rules(HttpContext http, TimeSpan? lasts) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", MaxAge = lasts, IsEssential = true };
}
