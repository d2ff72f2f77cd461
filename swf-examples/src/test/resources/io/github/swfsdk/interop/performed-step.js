// What a modality says about a performed step, from its start to its end.
'use strict';

module.exports = (studyUid, stepId, accession) => {
  const STARTED = {
    _vrMap: {},
    SpecificCharacterSet: 'ISO_IR 192',
    ScheduledStepAttributesSequence: [
      {
        StudyInstanceUID: studyUid,
        ReferencedStudySequence: [],
        AccessionNumber: accession,
        RequestedProcedureID: 'RP1',
        RequestedProcedureDescription: 'Thorax',
        ScheduledProcedureStepID: stepId,
        ScheduledProcedureStepDescription: 'Thorax p.a.',
        ScheduledProtocolCodeSequence: [],
      },
    ],
    PatientName: 'Müller^Eva',
    PatientID: '4711',
    PatientBirthDate: '19620305',
    PatientSex: 'F',
    ReferencedPatientSequence: [],
    PerformedProcedureStepID: 'PPS1',
    PerformedStationAETitle: 'XRAY1',
    PerformedStationName: '',
    PerformedLocation: '',
    PerformedProcedureStepStartDate: '20261105',
    PerformedProcedureStepStartTime: '143000',
    PerformedProcedureStepStatus: 'IN PROGRESS',
    PerformedProcedureStepDescription: '',
    PerformedProcedureTypeDescription: '',
    ProcedureCodeSequence: [],
    PerformedProcedureStepEndDate: '',
    PerformedProcedureStepEndTime: '',
    Modality: 'DX',
    StudyID: '',
    PerformedProtocolCodeSequence: [],
    PerformedSeriesSequence: [],
    TotalNumberOfExposures: [],
    ImageAndFluoroscopyAreaDoseProduct: '',
    CommentsOnRadiationDose: '',
    ExposureDoseSequence: [],
    BillingProcedureStepSequence: [],
    FilmConsumptionSequence: [],
    BillingSuppliesAndDevicesSequence: [],
  };
  const code = (value, meaning) => ({
    CodeValue: value,
    CodingSchemeDesignator: '99LOCAL',
    CodeMeaning: meaning,
  });
  const SERIES = {
    PerformingPhysicianName: '',
    OperatorsName: '',
    ProtocolName: 'Thorax',
    SeriesInstanceUID: '1.2.3.4',
    SeriesDescription: '',
    RetrieveAETitle: '',
    ReferencedImageSequence: [
      { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1', ReferencedSOPInstanceUID: '1.2.3.4.5' },
    ],
    ReferencedNonImageCompositeSOPInstanceSequence: [],
  };
  const ENDED = {
    PerformedProcedureStepStatus: 'COMPLETED',
    PerformedProcedureStepEndDate: '20261105',
    PerformedProcedureStepEndTime: '143500',
    PerformedSeriesSequence: [SERIES],
    TotalNumberOfExposures: 2,
    ImageAndFluoroscopyAreaDoseProduct: '1.25',
    CommentsOnRadiationDose: 'one retake',
    ExposureDoseSequence: [
      { RadiationMode: 'PULSED', KVP: '70.5', ExposureTime: '12', XRayTubeCurrentInuA: '320000' },
      { RadiationMode: 'PULSED', KVP: '72', ExposureTime: '11', XRayTubeCurrentInuA: '320000' },
    ],
    BillingProcedureStepSequence: [code('B1', 'Thorax in one plane')],
    FilmConsumptionSequence: [{ NumberOfFilms: '2', MediumType: 'BLUE FILM', FilmSizeID: '14INX17IN' }],
    BillingSuppliesAndDevicesSequence: [
      {
        BillingItemSequence: [code('M1', 'Marker')],
        QuantitySequence: [{ Quantity: '1.5', MeasuringUnitsSequence: [code('pcs', 'pieces')] }],
      },
    ],
  };
  return { STARTED, SERIES, ENDED };
};
