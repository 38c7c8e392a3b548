using T2L.Adapters.Safetensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Models.Weights;

/// <summary>Some rows of one parameter, on their way from a file: small enough to pass through a processor's cache.</summary>
internal sealed record WeightPortion(Parameter Parameter, TensorInfo Tensor, long Row, long Rows, long RowBytes)
{
    private const long Bytes = 4L << 20;

    /// <summary>The portions of a whole tensor.</summary>
    public static IEnumerable<WeightPortion> Of(Parameter parameter, TensorInfo tensor)
    {
        long rows = parameter.shape[0];
        if (tensor.Length == 0)
            yield break;
        long rowBytes = tensor.Length / rows, portion = Math.Max(1, Bytes / rowBytes);
        for (long row = 0; row < rows; row += portion)
            yield return new WeightPortion(parameter, tensor, row, Math.Min(portion, rows - row), rowBytes);
    }

    /// <summary>Says that the rows' memory will be filled, before it is touched.</summary>
    public void Prepare()
    {
        using var scope = NewDisposeScope();
        if (Parameter.device_type == DeviceType.CPU)
            HugePages.Ask(Parameter.detach().narrow(0, Row, Rows).bytes);
    }

    /// <summary>Reads the rows: straight into the parameter where it has the file's number format, else converted on the way.</summary>
    public void Fill(SafetensorsFile file)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var target = Parameter.narrow(0, Row, Rows);
        bool direct = target.dtype == Tensor.DType.ToScalarType() && target.device_type == DeviceType.CPU;
        var landing = direct ? target : empty(target.shape, dtype: Tensor.DType.ToScalarType());
        file.CopyTo(Tensor.Name, Row * RowBytes, landing.bytes);
        if (!direct)
            target.copy_(landing);
    }
}
