using T2L.Api.Adapters;
using T2L.Api.Document;

namespace T2L.Api.Evaluations;

/// <summary>What the OpenAPI document shows of evaluations.</summary>
internal static class EvaluationExamples
{
    public static AddEvaluationRequest Add { get; } = new() { Suite = "gsm8k", Metric = "accuracy", Value = 0.41, N = 500, Low = 0.37, High = 0.45, Seed = 1, Source = "./t2l eval --seed 1" };

    public static RunEvaluationRequest Run { get; } = new() { Suite = "mine", Checker = "whole", Examples = [AdapterExamples.Example("stone", "enots")], MaxTokens = 16 };

    public static EvaluationList List { get; } = new([new(Demo.Id, "gsm8k", "accuracy", 0.41, 500, 0.37, 0.45, Seed: 1, "./t2l eval --seed 1", Demo.At, Demo.Somebody)]);
}
