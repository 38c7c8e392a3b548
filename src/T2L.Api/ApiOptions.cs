using System.ComponentModel.DataAnnotations;
using T2L.Api.Exchange;
using T2L.Api.Security;
using T2L.Api.Webhooks;
using T2L.Contracts.Configuration;
using T2L.Registry.Tenants;

namespace T2L.Api;

/// <summary>Section <c>Api</c>: where the API listens and what it takes.</summary>
public sealed class ApiOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Api";

    /// <summary>Addresses to listen on, separated by semicolons. Default http://127.0.0.1:8080.</summary>
    [Required(ErrorMessage = "an address such as http://127.0.0.1:8080")]
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Allows addresses that other machines reach where nobody is asked who they are. Default false.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Who is let in: None asks nobody, and is for this machine alone; Required asks for a key or a token. Default None.</summary>
    [OneOf("None", "Required")]
    public string Authentication { get; set; } = "None";

    /// <summary>Whose adapters everybody sees where nobody is asked. Default default.</summary>
    [Required(ErrorMessage = "the name of a tenant")]
    public string Tenant { get; set; } = "default";

    /// <summary>Tokens that are taken beside keys.</summary>
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>Requests a minute at most.</summary>
    public RateLimitOptions RateLimit { get; set; } = new();

    /// <summary>Size of a request body at most, in bytes. Default 1,048,576.</summary>
    [Range(1024, 104857600)]
    public int MaxRequestBytes { get; set; } = 1048576;

    /// <summary>Size of a request body at most where files are uploaded, in bytes. Default 536,870,912.</summary>
    [Range(1024, 1099511627776)]
    public long MaxUploadBytes { get; set; } = 536870912;

    /// <summary>What is taken of an adapter that somebody sends.</summary>
    public UploadOptions Upload { get; set; } = new();

    /// <summary>Adapters that are fetched from the hub.</summary>
    public HubImportOptions Hub { get; set; } = new();

    /// <summary>Seconds that <c>Prefer: wait=N</c> may hold a request at most. Default 60.</summary>
    [Range(0, 600)]
    public int MaxWaitSeconds { get; set; } = 60;

    /// <summary>Reads all task embeddings when the API starts, so that no search waits for them. Default true; otherwise the first search by meaning does.</summary>
    public bool WarmUpSearch { get; set; } = true;

    /// <summary>How webhooks are told.</summary>
    public WebhookOptions Webhooks { get; set; } = new();

    internal bool AsksCallers => Authentication.Equals("Required", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new[] { ListenAddresses.Problem(Urls, AllowRemote, AsksCallers), Jwt.Fault(), TenantName.Fault(Tenant) is { } fault ? $"Api:Tenant is wrong: {fault}" : null }.Where(problem => problem is not null).Select(problem => new ValidationResult(problem));
}
