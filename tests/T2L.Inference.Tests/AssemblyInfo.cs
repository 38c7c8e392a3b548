// A test counts the live tensors of the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
