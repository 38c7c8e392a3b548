namespace T2L.Cli;

/// <summary>What the process says of itself.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadInput = 2;
}
