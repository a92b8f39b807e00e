#!/bin/sh
#SBATCH --array=1-100
# A sweep in a Slurm array: sbatch array.sh; when all are done, tidui merge /shared/output/design-sweep-*.shards
exec tidui sweep design.csv --threads 1 --shard "$SLURM_ARRAY_TASK_ID/100" --output /shared/output
