namespace T2L.Api.Pages.SignIn;

/// <summary>The sign-in page.</summary>
/// <param name="To">Where to go afterwards.</param>
/// <param name="Fault">Why the key was not taken; null before one was sent.</param>
public sealed record SignInModel(string To, string? Fault);
