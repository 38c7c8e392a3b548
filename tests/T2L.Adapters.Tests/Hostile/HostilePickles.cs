using T2L.Adapters.PyTorch.Pickles;
using static T2L.Adapters.Tests.Hostile.PickleForge;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Checkpoints whose pickle must be refused: code that wants to run, lies about sizes, nonsense.</summary>
internal static class HostilePickles
{
    private static readonly long[] Four = [4];
    private static readonly long[] One = [1];

    public static IReadOnlyList<HostileFile> All { get; } = [.. Code(), .. Tensors(), .. Structure(), .. Bombs()];

    private static IEnumerable<HostileFile> Code() =>
    [
        Forbidden("os.system", "asks for 'posix.system'", Start().Global("posix", "system").Text("true").Op(PickleOpcode.Tuple1).Op(PickleOpcode.Reduce)),
        Forbidden("os.system on Windows", "asks for 'nt.system'", Start().Global("nt", "system").Text("true").Op(PickleOpcode.Tuple1).Op(PickleOpcode.Reduce)),
        Forbidden("eval", "asks for 'builtins.eval'", Start().Global("builtins", "eval")),
        Forbidden("eval of Python 2", "asks for '__builtin__.eval'", Start().Global("__builtin__", "eval")),
        Forbidden("getattr", "asks for 'builtins.getattr'", Start().Global("builtins", "getattr")),
        Forbidden("attribute of an allowed function", "asks for 'torch._utils._rebuild_tensor_v2.__globals__'", Start().Global("torch._utils", "_rebuild_tensor_v2.__globals__")),
        Forbidden("allowed function through another module", "asks for 'torch._utils._rebuild_tensor_v2'", Start().Global("torch", "_utils._rebuild_tensor_v2")),
        Forbidden("method of an allowed class", "asks for 'collections.OrderedDict.fromkeys'", Start().Global("collections", "OrderedDict.fromkeys")),
        Forbidden("allowed name in another case", "asks for 'collections.ordereddict'", Start().Global("collections", "ordereddict")),
        Forbidden("allowed name with a space", "asks for 'collections .OrderedDict'", Start().Global("collections ", "OrderedDict")),
        Forbidden("torch.load", "asks for 'torch.load'", Start().Global("torch", "load")),
        Forbidden("storage from bytes", "asks for 'torch.storage._load_from_bytes'", Start().Global("torch.storage", "_load_from_bytes")),
        Forbidden("complex storage", "asks for 'torch.ComplexFloatStorage'", Start().Global("torch", "ComplexFloatStorage")),
        Forbidden("global with control characters", "asks for 'o?[2Js.x'", Start().Global("o\u001b[2Js", "x")),
        Forbidden("STACK_GLOBAL of os.system", "asks for 'os.system'", Start(4).Text("os").Text("system").Op(PickleOpcode.StackGlobal)),
        Forbidden("STACK_GLOBAL of numbers", "asks for '?.?'", Start(4).Number(1).Number(2).Op(PickleOpcode.StackGlobal)),
        Forbidden("INST", "uses the instruction Inst", Start().Op(PickleOpcode.Mark).Op(PickleOpcode.Inst).Raw("os\nsystem\n"u8)),
        Forbidden("OBJ", "uses the instruction Obj", Start().Op(PickleOpcode.Mark).Global("collections", "OrderedDict").Op(PickleOpcode.Obj)),
        Forbidden("NEWOBJ", "uses the instruction NewObj ", Start().Global("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.NewObj)),
        Forbidden("NEWOBJ_EX", "uses the instruction NewObjEx", Start(4).Global("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.EmptyDict).Op(PickleOpcode.NewObjEx)),
        Forbidden("EXT1", "uses the instruction Ext1", Start().Op(PickleOpcode.Ext1).Raw(1)),
        Forbidden("EXT2", "uses the instruction Ext2", Start().Op(PickleOpcode.Ext2).Raw(1, 0)),
        Forbidden("EXT4", "uses the instruction Ext4", Start().Op(PickleOpcode.Ext4).Int32(1)),
        Forbidden("persistent id as a line", "uses the instruction PersId", Start().Op(PickleOpcode.PersId).Raw("0\n"u8)),
        Forbidden("number as a line", "uses the instruction Int ", Start().Op(PickleOpcode.Int).Raw("1\n"u8)),
        Forbidden("text of Python 2", "uses the instruction ShortBinString", Start().Op(PickleOpcode.ShortBinString).Raw(1, (byte)'a')),
        Forbidden("byte string", "uses the instruction BinBytes8", Start(4).Op(PickleOpcode.BinBytes8).Int64(long.MaxValue)),
        Forbidden("byte array", "uses the instruction ByteArray8", Start(5).Op(PickleOpcode.ByteArray8).Int64(long.MaxValue)),
        Forbidden("buffer from outside", "uses the instruction NextBuffer", Start(5).Op(PickleOpcode.NextBuffer)),
        Forbidden("set", "uses the instruction EmptySet", Start(4).Op(PickleOpcode.EmptySet)),
        Forbidden("whole number of 2 GB", "uses the instruction Long4", Start().Op(PickleOpcode.Long4).Int32(int.MaxValue)),
        Forbidden("attributes of a tensor", "sets attributes of something other than a state dict", Entry().Tensor(Four, One).Op(PickleOpcode.EmptyDict).Op(PickleOpcode.Build)),
        Forbidden("attributes of a plain dictionary", "sets attributes of something other than a state dict", Start().Op(PickleOpcode.EmptyDict).Op(PickleOpcode.EmptyDict).Op(PickleOpcode.Build)),
        Forbidden("attributes as a tuple", "sets attributes of something other than a state dict", Start().OrderedDict().Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Build)),
        Invalid("call of a text", "a call of something that is not a name", Start().Text("os.system").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce)),
        Invalid("call without a tuple", "a call of something that is not a name", Start().Global("collections", "OrderedDict").Op(PickleOpcode.EmptyDict).Op(PickleOpcode.Reduce)),
        Invalid("call of a storage type", "a call of 'torch.FloatStorage' with 0 arguments", Start().Global("torch", "FloatStorage").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce)),
        Invalid("OrderedDict with arguments", "a call of 'collections.OrderedDict' with 1 arguments", Start().Global("collections", "OrderedDict").Op(PickleOpcode.EmptyDict).Op(PickleOpcode.Tuple1).Op(PickleOpcode.Reduce)),
        Invalid("persistent id is a text", "a persistent id that does not name a storage", Start().Text("0").Op(PickleOpcode.BinPersId)),
        Invalid("persistent id of a module", "a persistent id that does not name a storage", Start().Op(PickleOpcode.Mark).Text("module").Global("torch", "FloatStorage").Text("0").Text("cpu").Number(4).Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId)),
        Invalid("persistent id of a class", "a persistent id that does not name a storage", Start().Op(PickleOpcode.Mark).Text("storage").Global("collections", "OrderedDict").Text("0").Text("cpu").Number(4).Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId)),
        Invalid("persistent id that is too short", "a persistent id that does not name a storage", Start().Text("storage").Op(PickleOpcode.Tuple1).Op(PickleOpcode.BinPersId)),
    ];

    private static IEnumerable<HostileFile> Tensors() =>
    [
        View("missing storage", AdapterFormatError.FileMissing, "the storage '7' of 'w' is not in the archive", Entry().Tensor(Four, One, key: "7")),
        View("storage outside the data", AdapterFormatError.FileMissing, "the storage '../data.pkl' of 'w' is not in the archive", Entry().Tensor(Four, One, key: "../data.pkl")),
        View("storage larger than its entry", AdapterFormatError.SizeMismatch, "should hold 5 elements of F32; its entry has 16 bytes", Entry().Tensor(Four, One, count: 5)),
        View("storage smaller than its entry", AdapterFormatError.SizeMismatch, "should hold 3 elements of F32; its entry has 16 bytes", Entry().Tensor([3], One, count: 3)),
        View("storage of another type", AdapterFormatError.SizeMismatch, "should hold 4 elements of F64; its entry has 16 bytes", Entry().Tensor(Four, One, type: "DoubleStorage")),
        View("storage whose bytes overflow", AdapterFormatError.SizeMismatch, "should hold 4611686018427387908 elements", Entry().Tensor(Four, One, count: 4611686018427387908)),
        Invalid("storage of a negative length", "a storage of -4 elements", Entry().Tensor(Four, One, count: -4)),
        View("negative stride", AdapterFormatError.InvalidOffsets, "offset 3 and strides [-1]; expected 0 or more", Entry().Tensor(Four, [-1], offset: 3)),
        View("negative offset", AdapterFormatError.InvalidOffsets, "offset -1 and strides [1]; expected 0 or more", Entry().Tensor(Four, One, offset: -1)),
        View("offset past the end", AdapterFormatError.InvalidOffsets, "reaches past the 4 elements", Entry().Tensor(Four, One, offset: 1)),
        View("stride past the end", AdapterFormatError.InvalidOffsets, "reaches past the 4 elements", Entry().Tensor([2, 2], [3, 1])),
        View("stride that overflows", AdapterFormatError.InvalidOffsets, "reaches past the 4 elements", Entry().Tensor([2, 3], [long.MaxValue, long.MaxValue])),
        View("empty view past the end", AdapterFormatError.InvalidOffsets, "reaches past the 4 elements", Entry().Tensor([0], One, offset: 5)),
        View("negative dimension", AdapterFormatError.InvalidShape, "shape [-4] of 'w' is negative", Entry().Tensor([-4], One)),
        View("huge shape", AdapterFormatError.InvalidShape, "multiplies to more bytes than can be addressed", Entry().Tensor([1L << 32, 1L << 32], [0, 0])),
        View("fewer strides than dimensions", AdapterFormatError.InvalidShape, "has shape [2, 2] and strides [1]", Entry().Tensor([2, 2], One)),
        View("one number as a gigabyte", AdapterFormatError.FileTooLarge, "'w' would take 1073741824 bytes", Entry().Tensor([1 << 28], [0])),
        View("one number as an exabyte", AdapterFormatError.FileTooLarge, "'w' would take 1152921504606846976 bytes", Entry().Tensor([1L << 58], [0])),
        View("many copies of one storage", AdapterFormatError.FileTooLarge, "the tensors of a file may take 2 times what it stores", ManyViews()),
        View("storage under two types", AdapterFormatError.DTypeMismatch, "is given another type or length elsewhere", Entry("a").Tensor(Four, One).Op(PickleOpcode.SetItem).Text("b").Tensor(Four, One, type: "IntStorage")),
        Invalid("too many dimensions", "a tensor of 65 dimensions", Entry().Tensor([.. Enumerable.Repeat(1L, 65)], [.. Enumerable.Repeat(1L, 65)])),
        Invalid("dimension as text", "a dimension that is not a whole number", Rebuild(p => p.Number(0).Text("4").Op(PickleOpcode.Tuple1).Numbers(1).Op(PickleOpcode.NewFalse).OrderedDict())),
        Invalid("dimension as a flag", "a dimension that is not a whole number", Rebuild(p => p.Number(0).Op(PickleOpcode.NewTrue).Op(PickleOpcode.Tuple1).Numbers(1).Op(PickleOpcode.NewFalse).OrderedDict())),
        Invalid("offset as text", "a tensor with arguments of unexpected kinds", Rebuild(p => p.Text("0").Numbers(4).Numbers(1).Op(PickleOpcode.NewFalse).OrderedDict())),
        Invalid("tensor with too few arguments", "a tensor with arguments of unexpected kinds", Rebuild(p => p.Number(0).Numbers(4))),
        Invalid("tensor with hooks", "a tensor with arguments of unexpected kinds", Rebuild(p => p.Number(0).Numbers(4).Numbers(1).Op(PickleOpcode.NewFalse).OrderedDict().Number(1).Text("hook").Op(PickleOpcode.SetItem))),
        Invalid("conjugated tensor", "a tensor with marks such as conjugation", Rebuild(p => p.Number(0).Numbers(4).Numbers(1).Op(PickleOpcode.NewFalse).OrderedDict().Op(PickleOpcode.EmptyDict).Text("conj").Op(PickleOpcode.NewTrue).Op(PickleOpcode.SetItem))),
        Invalid("parameter of a text", "a parameter with arguments of unexpected kinds", Entry().Global("torch._utils", "_rebuild_parameter").Text("w").Op(PickleOpcode.NewTrue).OrderedDict().Op(PickleOpcode.Tuple3).Op(PickleOpcode.Reduce)),
    ];

    private static IEnumerable<HostileFile> Structure() =>
    [
        Whole("nothing but the end", AdapterFormatError.InvalidPickle, "finds no value on the stack", Start()),
        Whole("empty pickle", AdapterFormatError.InvalidPickle, "an end in the middle of an instruction", [], wrapped: true),
        Whole("no end", AdapterFormatError.InvalidPickle, "an end in the middle of an instruction", Start().OrderedDict().ToBytes(), wrapped: true),
        Whole("bytes after the end", AdapterFormatError.TrailingBytes, "the pickle ends 3 bytes before its entry does", Start().OrderedDict().Op(PickleOpcode.Stop).Raw(1, 2, 3).ToBytes(), wrapped: true),
        Whole("values left over", AdapterFormatError.InvalidPickle, "1 values left over", Start().Number(1).OrderedDict()),
        Whole("mark left over", AdapterFormatError.InvalidPickle, "1 values left over", Start().Op(PickleOpcode.Mark).OrderedDict()),
        Whole("mark as a value", AdapterFormatError.InvalidPickle, "finds no value on the stack", Start().OrderedDict().Op(PickleOpcode.Mark)),
        Whole("drop from an empty stack", AdapterFormatError.InvalidPickle, "finds no value on the stack", Start().Op(PickleOpcode.Pop)),
        Whole("entries without a mark", AdapterFormatError.InvalidPickle, "finds no mark on the stack", Start().OrderedDict().Op(PickleOpcode.SetItems)),
        Whole("key without a value", AdapterFormatError.InvalidPickle, "a key without a value", Start().OrderedDict().Op(PickleOpcode.Mark).Text("w").Op(PickleOpcode.SetItems)),
        Whole("entry for a list", AdapterFormatError.InvalidPickle, "entries for something that is not a dictionary", Start().Op(PickleOpcode.EmptyList).Text("a").Text("b").Op(PickleOpcode.SetItem)),
        Whole("item for a dictionary", AdapterFormatError.InvalidPickle, "items for something that is not a list", Start().OrderedDict().Text("a").Op(PickleOpcode.Append)),
        Whole("key that is a tuple", AdapterFormatError.InvalidPickle, "a dictionary key that is neither text nor a whole number", Start().OrderedDict().Op(PickleOpcode.EmptyTuple).Number(1).Op(PickleOpcode.SetItem)),
        Whole("key that is a number", AdapterFormatError.InvalidPickle, "the dictionary has the key 7; expected texts", Start().OrderedDict().Number(7).Tensor(Four, One).Op(PickleOpcode.SetItem)),
        Whole("key twice", AdapterFormatError.DuplicateKey, "sets the entry 'w' twice", Entry().Tensor(Four, One).Op(PickleOpcode.SetItem).Text("w").Tensor(Four, One).Op(PickleOpcode.SetItem)),
        Whole("entry that is a number", AdapterFormatError.InvalidPickle, "entry 'epoch' is a number; expected a tensor", Entry("epoch").Number(3).Op(PickleOpcode.SetItem)),
        Whole("entry that is a dictionary", AdapterFormatError.InvalidPickle, "entry 'optimizer' is a dictionary; expected a tensor", Entry("optimizer").OrderedDict().Op(PickleOpcode.SetItem)),
        Whole("entry that is a storage", AdapterFormatError.InvalidPickle, "entry 'w' is a storage; expected a tensor", Entry().Storage().Op(PickleOpcode.SetItem)),
        Whole("dictionary inside itself", AdapterFormatError.InvalidPickle, "entry 'w' is a dictionary", Start().Op(PickleOpcode.EmptyDict).Op(PickleOpcode.BinPut).Raw(0).Text("w").Op(PickleOpcode.BinGet).Raw(0).Op(PickleOpcode.SetItem)),
        Whole("a list", AdapterFormatError.InvalidPickle, "the file holds a list; expected a dictionary of tensors", Start().Op(PickleOpcode.EmptyList)),
        Whole("a single tensor", AdapterFormatError.InvalidPickle, "the file holds a tensor; expected a dictionary of tensors", Start().Tensor(Four, One)),
        Whole("nothing", AdapterFormatError.InvalidPickle, "the file holds None; expected a dictionary of tensors", Start().Op(PickleOpcode.None)),
        Whole("value never remembered", AdapterFormatError.InvalidPickle, "a reference to value 9", Start().Op(PickleOpcode.BinGet).Raw(9)),
        Whole("newer protocol", AdapterFormatError.InvalidPickle, "protocol 6", Start(6).OrderedDict()),
        Whole("no instruction", AdapterFormatError.InvalidPickle, "the byte 0xff, which is no instruction", Start().Raw(0xFF)),
        Whole("text that is not UTF-8", AdapterFormatError.InvalidUtf8, "not UTF-8", Start().Op(PickleOpcode.ShortBinUnicode).Raw(2, 0xC3, 0x28)),
        Whole("name that is not UTF-8", AdapterFormatError.InvalidUtf8, "not UTF-8", Start().Op(PickleOpcode.Global).Raw(0xC3, 0x28, (byte)'\n')),
        Whole("name without an end", AdapterFormatError.InvalidPickle, "a name without an end", Start().Op(PickleOpcode.Global).Raw("collections"u8)),
        Whole("name of a kilobyte", AdapterFormatError.InvalidPickle, "a name without an end in 256 bytes", Start().Global(new string('a', 1000), "b")),
    ];

    private static IEnumerable<HostileFile> Bombs() =>
    [
        Whole("text of 4 GB", AdapterFormatError.InvalidPickle, "a text of 4294967295 bytes", Start().Op(PickleOpcode.BinUnicode).Int32(-1)),
        Whole("text of 16 EB", AdapterFormatError.InvalidPickle, "a text of 18446744073709551615 bytes", Start(4).Op(PickleOpcode.BinUnicode8).Int64(-1)),
        Whole("frame of 8 EB", AdapterFormatError.InvalidPickle, "a frame of 9223372036854775807 bytes", Start(4).Op(PickleOpcode.Frame).Int64(long.MaxValue)),
        Whole("whole number of 255 bytes", AdapterFormatError.InvalidPickle, "a whole number of 255 bytes", Start().Op(PickleOpcode.Long1).Raw(255).Repeat(255, 1)),
        Whole("memo bomb", AdapterFormatError.FileTooLarge, "remembers more than 1000000 values", MemoBomb()),
        Whole("stack bomb", AdapterFormatError.FileTooLarge, "keeps more than 100000 on its stack", Start().Repeat(100_001, (byte)PickleOpcode.None)),
        Whole("mark bomb", AdapterFormatError.FileTooLarge, "keeps more than 100000 on its stack", Start().Repeat(100_001, (byte)PickleOpcode.Mark)),
        Whole("value bomb", AdapterFormatError.FileTooLarge, "makes more than 2000000 values", Start().Repeat(2_000_001, (byte)PickleOpcode.EmptyDict, (byte)PickleOpcode.Pop)),
        Whole("tuples in tuples", AdapterFormatError.InvalidPickle, "the file holds a tuple", Start().Op(PickleOpcode.None).Repeat(500_000, (byte)PickleOpcode.Tuple1)),
        Whole("lists in lists", AdapterFormatError.InvalidPickle, "the file holds a list", Start().Repeat(90_000, (byte)PickleOpcode.EmptyList).Repeat(89_999, (byte)PickleOpcode.Append)),
        Whole("dictionaries in attributes", AdapterFormatError.FileTooLarge, "makes more than 2000000 values", Start().OrderedDict().Repeat(2_000_001, (byte)PickleOpcode.EmptyDict, (byte)PickleOpcode.Build)),
        Whole("doubling list", AdapterFormatError.InvalidPickle, "the file holds a list", Start().Op(PickleOpcode.EmptyList).Repeat(300_000, (byte)PickleOpcode.Dup, (byte)PickleOpcode.Append)),
    ];

    private static PickleForge Rebuild(Action<PickleForge> arguments)
    {
        var pickle = Entry().Global("torch._utils", "_rebuild_tensor_v2").Op(PickleOpcode.Mark).Storage();
        arguments(pickle);
        return pickle.Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce);
    }

    // 100 views of 256 KB each of a storage of 16 bytes
    private static PickleForge ManyViews()
    {
        var pickle = Start().Op(PickleOpcode.EmptyDict);
        for (var i = 0; i < 100; i++)
            pickle.Text($"w{i}").Tensor([65536], [0]).Op(PickleOpcode.SetItem);
        return pickle.Text("last").Tensor(Four, One);
    }

    private static PickleForge MemoBomb()
    {
        var pickle = Start().Op(PickleOpcode.None);
        for (var i = 0; i <= PickleLimits.MaxMemo; i++)
            pickle.Op(PickleOpcode.LongBinPut).Int32(i);
        return pickle;
    }

    private static HostileFile Forbidden(string name, string says, PickleForge pickle) =>
        new(name, AdapterFormatError.ForbiddenPickle, says, pickle.Checkpoint());

    private static HostileFile Invalid(string name, string says, PickleForge pickle) =>
        new(name, AdapterFormatError.InvalidPickle, says, pickle.Checkpoint());

    private static HostileFile View(string name, AdapterFormatError error, string says, PickleForge pickle) =>
        new(name, error, says, pickle.EntryCheckpoint());

    private static HostileFile Whole(string name, AdapterFormatError error, string says, PickleForge pickle) =>
        new(name, error, says, pickle.Checkpoint());

    private static HostileFile Whole(string name, AdapterFormatError error, string says, byte[] pickle, bool wrapped) =>
        new(name, error, says, wrapped ? Checkpoint(pickle) : pickle);
}
