using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace T2L.Embedding.Inference;

/// <summary>Turns the encoder's options into those of ONNX Runtime.</summary>
internal static class SessionSettings
{
    private const string Cuda = "cuda:";

    public static SessionOptions Of(TextEncoderOptions options)
    {
        var session = new SessionOptions
        {
            // A number is given even for "all cores": left to itself, ONNX Runtime pins threads and complains in containers.
            IntraOpNumThreads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Waiting threads sleep instead of spinning: the generator's own threads need the cores.
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (options.Device != "cpu")
            session.AppendExecutionProvider_CUDA(DeviceNumber(options.Device));
        return session;
    }

    private static int DeviceNumber(string device) =>
        device.StartsWith(Cuda, StringComparison.Ordinal)
        && int.TryParse(device.AsSpan(Cuda.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"Device '{device}' is not one for a text encoder; expected cpu or cuda:N.");
}
