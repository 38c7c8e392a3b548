using T2L.Api.Document;
using T2L.Registry.Quality;

namespace T2L.Api.Quality;

/// <summary>What the OpenAPI document shows of checks.</summary>
internal static class CheckExamples
{
    public static ReleaseRequest Release { get; } = new() { Reason = "Strong on purpose, measured on 500 tasks." };

    public static CheckResponse Ready { get; } = new(
        Demo.Adapter, Version: 2, Demo.Digest, "ready", [new(QualityCheck.Norm, Passed: true, 4.2, 1000, "The largest change of a matrix has a norm of 4.2; at most 1000 is let pass.")], Demo.At, "worker one");

    public static CheckResponse Pending { get; } = Ready with { Status = "pending" };
}
