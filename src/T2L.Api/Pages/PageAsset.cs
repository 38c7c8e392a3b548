using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using T2L.Api.Security;

namespace T2L.Api.Pages;

/// <summary>A style sheet, script, font or picture, embedded in the program: all files of <c>Pages/Assets</c>.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Hash">The beginning of its SHA-256, which its address carries.</param>
/// <param name="MediaType">What it is.</param>
internal sealed record PageAsset(string Name, byte[] Bytes, string Hash, string MediaType)
{
    private const string Prefix = "assets/";
    private static readonly FrozenDictionary<string, PageAsset> All = Load();

    /// <summary>The address of an asset. It changes with the content, so browsers may keep what they have for good.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public static string Url(string name) => $"/assets/{name}?v={All[name].Hash}";

    /// <summary>The address of a script that is a module. The one by which modules import each other: under another address a browser would run it a second time.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public static string Module(string name) => $"/assets/{All[name].Name}";

    /// <summary>Serves them.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/assets/{name}", Send).ForEverybody();

    private static Results<FileContentHttpResult, ProblemHttpResult> Send(string name, HttpContext http, string? v = null)
    {
        if (!All.TryGetValue(name, out var asset))
            return TypedResults.Problem(T2L.Api.Problems.From(StatusCodes.Status404NotFound));
        // Modules come without the hash; those are asked for again each time, and mostly 304 is the answer.
        http.Response.Headers.CacheControl = v == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(asset.Bytes, asset.MediaType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
    }

    private static FrozenDictionary<string, PageAsset> Load()
    {
        var program = typeof(PageAsset).Assembly;
        return program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Read(program, name)).ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
    }

    private static PageAsset Read(Assembly program, string resource)
    {
        using var content = program.GetManifestResourceStream(resource)!;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return new PageAsset(resource[Prefix.Length..], bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16], TypeOf(resource));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}
